package io.holdfast.replay.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One booking to attempt.
 *
 * @param line where its first row is in the file
 * @param date an ISO date, to order by; empty where the file has none
 * @param reference the caller's own; empty for none
 */
public record Attempt(String bookingId, long line, String date, List<Line> lines,
        Optional<String> reference) {
    /** Units of one resource. */
    public record Line(String resource, long units) {}

    /** The attempts of each date, dates in order. */
    public static List<List<Attempt>> byDate(List<Attempt> attempts) {
        Map<String, List<Attempt>> dates = new TreeMap<>();
        for (Attempt attempt : attempts) {
            if (attempt.date().isEmpty()) {
                throw new BadInput("--order date needs a date for booking " + attempt.bookingId()
                        + " (line " + attempt.line() + ")");
            }
            dates.computeIfAbsent(attempt.date(), date -> new ArrayList<>()).add(attempt);
        }
        return List.copyOf(dates.values());
    }
}
