package io.holdfast.replay.input;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Fields of rows as values. What makes no sense is a problem of the file, never mended. */
final class Fields {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2999;
    /** Digits beyond which a number is over every limit. */
    private static final int MOST_DIGITS = 18;

    private final Problems problems;

    Fields(Problems problems) {
        this.problems = problems;
    }

    /** The id, sound or not; what is not sound has been added to the problems. */
    String id(Csv.Row row, String column) {
        String id = row.text(column);
        Ids.fault(id).ifPresent(fault -> problems.add(row, column, fault));
        return id;
    }

    /** A whole number within the limits, or the least one with a problem added. */
    long number(Csv.Row row, String column, long least, long most) {
        String text = row.text(column).strip();
        if (!WHOLE.matcher(text).matches()) {
            problems.add(row, column, "must be a whole number, not \"" + text + "\"");
            return least;
        }
        long value = text.length() > MOST_DIGITS
                ? (text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE)
                : Long.parseLong(text);
        if (value < least || value > most) {
            problems.add(row, column, "must be from " + least + " to " + most + ", not " + text);
            return least;
        }
        return value;
    }

    /** A date as in 2026-11-26, of the years 1900 to 2999, or the epoch with a problem added. */
    LocalDate date(Csv.Row row, String column) {
        String text = row.text(column).strip();
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // Falls through to the problem that a date of another age is, too.
        }
        problems.add(row, column, "must be a date as in 2026-11-26 (years " + FIRST_YEAR + " to "
                + LAST_YEAR + "), not \"" + text + "\"");
        return LocalDate.EPOCH;
    }
}
