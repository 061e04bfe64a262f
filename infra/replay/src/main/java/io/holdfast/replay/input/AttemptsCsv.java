package io.holdfast.replay.input;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;

/**
 * Reads and writes a file of attempts: {@code booking_id,resource,units[,date][,reference]}. Rows
 * with the same booking id are the lines of one booking, wherever they are in the file; they must
 * have the same date and the same reference.
 */
public final class AttemptsCsv {
    private static final String BOOKING = "booking_id";
    private static final String RESOURCE = "resource";
    private static final String UNITS = "units";
    private static final String DATE = "date";
    private static final String REFERENCE = "reference";
    /** Limits of the service. */
    private static final long MOST_UNITS = 1_000_000;
    private static final int REFERENCE_LENGTH = 256;

    private final Problems problems;
    private final Fields fields;

    private AttemptsCsv(Path file) {
        this.problems = new Problems(file);
        this.fields = new Fields(problems);
    }

    /**
     * Reads the attempts of a file.
     *
     * @throws BadInput if any row is invalid; nothing of the file is sent then
     */
    public static List<Attempt> read(Path file, CsvFormat format) throws IOException {
        return new AttemptsCsv(file).attempts(Csv.read(file, format, BOOKING, RESOURCE, UNITS));
    }

    public static void write(Path file, List<Attempt> attempts) throws IOException {
        try (CSVPrinter csv = Csv.printer(file, BOOKING, DATE, RESOURCE, UNITS)) {
            for (Attempt attempt : attempts) {
                String date = attempt.date().map(LocalDate::toString).orElse("");
                for (Attempt.Line line : attempt.lines()) {
                    csv.printRecord(attempt.bookingId(), date, line.resource(), line.units());
                }
            }
        }
    }

    private List<Attempt> attempts(Csv csv) {
        Map<String, List<Csv.Row>> bookings = new LinkedHashMap<>();
        for (Csv.Row row : csv.rows()) {
            bookings.computeIfAbsent(fields.id(row, BOOKING), id -> new ArrayList<>()).add(row);
        }
        List<Attempt> attempts = bookings.values().stream().map(this::attempt).toList();
        problems.rejectIfAny();
        return attempts;
    }

    private Attempt attempt(List<Csv.Row> rows) {
        Csv.Row first = rows.getFirst();
        requireAgreement(rows);
        first.optional(REFERENCE)
                .filter(text -> text.codePointCount(0, text.length()) > REFERENCE_LENGTH)
                .ifPresent(text -> problems.add(first, REFERENCE, "has more than "
                        + REFERENCE_LENGTH + " characters"));
        return new Attempt(first.text(BOOKING), first.line(),
                first.optional(DATE).map(text -> fields.date(first, DATE)),
                rows.stream().map(this::line).toList(), first.optional(REFERENCE));
    }

    private Attempt.Line line(Csv.Row row) {
        return new Attempt.Line(fields.id(row, RESOURCE),
                fields.number(row, UNITS, 1, MOST_UNITS));
    }

    /** One id is one booking: the service rejects a second payload as {@code key-reused}. */
    private void requireAgreement(List<Csv.Row> rows) {
        Csv.Row first = rows.getFirst();
        Map<String, Long> resources = new HashMap<>();
        for (Csv.Row row : rows) {
            Long earlier = resources.putIfAbsent(row.text(RESOURCE), row.line());
            if (earlier != null) {
                problems.add(row, "booking_id \"" + row.text(BOOKING)
                        + "\" already has a row for \"" + row.text(RESOURCE) + "\", in line "
                        + earlier);
            }
            for (String column : List.of(DATE, REFERENCE)) {
                if (!row.optional(column).equals(first.optional(column))) {
                    problems.add(row, column, "differs from that of the same booking in "
                            + "line " + first.line());
                }
            }
        }
    }
}
