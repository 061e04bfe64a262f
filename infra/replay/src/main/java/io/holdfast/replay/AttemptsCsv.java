package io.holdfast.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * The general form of a file of attempts: {@code booking_id,resource,units[,date][,reference]}.
 * Rows with the same booking id are the lines of one booking, wherever they stand; date and
 * reference are those of its first row.
 */
final class AttemptsCsv {
    private static final String BOOKING = "booking_id";
    private static final String RESOURCE = "resource";
    private static final String UNITS = "units";
    private static final String DATE = "date";
    private static final String REFERENCE = "reference";

    private AttemptsCsv() {}

    static List<Attempt> read(Path file) throws IOException {
        Map<String, List<CSVRecord>> bookings = new LinkedHashMap<>();
        for (CSVRecord row : Csv.read(file, BOOKING, RESOURCE, UNITS)) {
            bookings.computeIfAbsent(row.get(BOOKING), id -> new ArrayList<>()).add(row);
        }
        return bookings.values().stream().map(rows -> attempt(file, rows)).toList();
    }

    static void write(Path file, List<Attempt> attempts) throws IOException {
        try (CSVPrinter csv = Printers.open(file, BOOKING, DATE, RESOURCE, UNITS)) {
            for (Attempt attempt : attempts) {
                for (Attempt.Line line : attempt.lines()) {
                    csv.printRecord(attempt.bookingId(), attempt.date(), line.resource(),
                            line.units());
                }
            }
        }
    }

    private static Attempt attempt(Path file, List<CSVRecord> rows) {
        CSVRecord first = rows.getFirst();
        return new Attempt(first.get(BOOKING), optional(first, DATE).orElse(""),
                rows.stream().map(row -> new Attempt.Line(row.get(RESOURCE),
                        Csv.number(file, row, UNITS))).toList(),
                optional(first, REFERENCE).filter(text -> !text.isEmpty()));
    }

    private static Optional<String> optional(CSVRecord row, String column) {
        return row.isMapped(column) ? Optional.of(row.get(column)) : Optional.empty();
    }
}
