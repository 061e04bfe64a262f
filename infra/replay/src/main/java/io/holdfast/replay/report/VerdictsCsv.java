package io.holdfast.replay.report;

import io.holdfast.replay.input.Csv;
import io.holdfast.replay.run.Exchange;
import io.holdfast.replay.run.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.commons.csv.CSVPrinter;

/** Writes a row for each attempt of a run, for a spreadsheet or a script. */
public final class VerdictsCsv {
    /** Always with three decimals, so that times can be sorted as text. */
    private static final DateTimeFormatter TIME = DateTimeFormatter
            .ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final double MICROS_PER_MILLI = 1000.0;

    private VerdictsCsv() {}

    /** Column {@code status} is 0 for no reply, and -1 for a request that was not sent. */
    public static void write(Path file, Run run) throws IOException {
        try (CSVPrinter csv = Csv.printer(file, "id", "line", "status", "outcome", "reason",
                "transient", "replayed", "milliseconds", "time")) {
            for (Exchange each : run.exchanges()) {
                csv.printRecord(each.attempt().bookingId(), each.attempt().line(),
                        each.reply().code(), each.reply().text("outcome"),
                        each.reply().text("reason"), each.reply().text("transient"),
                        each.decided() ? each.replayed() : "",
                        String.format(Locale.ROOT, "%.3f", each.micros() / MICROS_PER_MILLI),
                        TIME.format(each.at()));
            }
        }
    }
}
