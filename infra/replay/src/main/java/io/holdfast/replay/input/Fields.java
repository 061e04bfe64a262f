package io.holdfast.replay.input;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Parses the fields of rows. An invalid field is added to the problems, and never corrected. */
final class Fields {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2999;
    /** The most digits that fit a long; a longer number is beyond every limit. */
    private static final int MOST_DIGITS = 18;

    private final Problems problems;

    Fields(Problems problems) {
        this.problems = problems;
    }

    /** Reads an id; returns it even if it is invalid, so that the check of the file goes on. */
    String id(Csv.Row row, String column) {
        String id = row.text(column);
        Ids.fault(id).ifPresent(fault -> problems.add(row, column, fault));
        return id;
    }

    /** Reads a whole number; an invalid one counts as the least, so that the check goes on. */
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

    /** Reads a date such as 2026-11-26; an invalid one counts as 1970-01-01. */
    LocalDate date(Csv.Row row, String column) {
        String text = row.text(column).strip();
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // The same problem as a year out of range, added below.
        }
        problems.add(row, column, "must be a date such as 2026-11-26 (years " + FIRST_YEAR + " to "
                + LAST_YEAR + "), not \"" + text + "\"");
        return LocalDate.EPOCH;
    }
}
