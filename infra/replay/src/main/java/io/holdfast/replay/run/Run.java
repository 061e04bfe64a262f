package io.holdfast.replay.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The attempts of one replay and their replies.
 *
 * @param exchanges in the order of the file, or of the dates with {@code --order date}
 * @param amendments of bookings that were attempted before, and their replies
 * @param elapsed from the first request to the last reply
 */
public record Run(List<Exchange> exchanges, List<Exchange> amendments, Duration elapsed) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** A run without amendments. */
    public Run(List<Exchange> exchanges, Duration elapsed) {
        this(exchanges, List.of(), elapsed);
    }

    /** How many attempts got a verdict. */
    public long decided() {
        return decided(exchanges);
    }

    /** How many of these got a verdict. */
    public static long decided(List<Exchange> exchanges) {
        return exchanges.stream().filter(Exchange::decided).count();
    }

    /** Attempts per second. */
    public double perSecond() {
        return exchanges.size()
                / Math.max(elapsed.toNanos() / NANOS_PER_SECOND, 1 / NANOS_PER_SECOND);
    }

    /** The exchanges of each label, labels in alphabetical order. */
    public TreeMap<String, List<Exchange>> byLabel() {
        return byLabel(exchanges);
    }

    /** The same of any exchanges. */
    public static TreeMap<String, List<Exchange>> byLabel(List<Exchange> exchanges) {
        TreeMap<String, List<Exchange>> labels = new TreeMap<>();
        exchanges.forEach(each -> labels
                .computeIfAbsent(each.label(), label -> new ArrayList<>()).add(each));
        return labels;
    }
}
