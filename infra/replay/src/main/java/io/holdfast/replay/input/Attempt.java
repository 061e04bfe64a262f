package io.holdfast.replay.input;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One booking to attempt.
 *
 * @param line where its first row is in the file
 * @param date what {@code --order date} orders by
 * @param reference the caller's own
 */
public record Attempt(String bookingId, long line, Optional<LocalDate> date, List<Line> lines,
        Optional<String> reference) {
    /** Units of one resource. */
    public record Line(String resource, long units) {}

    /** The attempts of each date, dates in order. */
    public static List<List<Attempt>> byDate(List<Attempt> attempts) {
        Map<LocalDate, List<Attempt>> dates = new TreeMap<>();
        for (Attempt attempt : attempts) {
            LocalDate date = attempt.date().orElseThrow(() -> new BadInput(
                    "--order date needs a date for booking " + attempt.bookingId() + " (line "
                            + attempt.line() + ")"));
            dates.computeIfAbsent(date, first -> new ArrayList<>()).add(attempt);
        }
        return List.copyOf(dates.values());
    }
}
