package io.holdfast.replay.input;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One booking that the replay sends.
 *
 * @param line the line of its first row in the file
 * @param date the key of {@code --order date}
 * @param reference the caller's own text, stored with the booking
 */
public record Attempt(String bookingId, long line, Optional<LocalDate> date, List<Line> lines,
        Optional<String> reference) {
    /** The units that a booking takes of one resource. */
    public record Line(String resource, long units) {}

    /** Groups attempts by date, earliest date first. */
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
