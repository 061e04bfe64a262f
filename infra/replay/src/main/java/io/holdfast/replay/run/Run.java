package io.holdfast.replay.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The attempts of one replay and their replies.
 *
 * @param exchanges in the order of the file, or of the dates with {@code --order date}
 * @param elapsed from the first request to the last reply
 */
public record Run(List<Exchange> exchanges, Duration elapsed) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** How many attempts got a verdict. */
    public long decided() {
        return exchanges.stream().filter(Exchange::decided).count();
    }

    /** Attempts per second. */
    public double perSecond() {
        return exchanges.size()
                / Math.max(elapsed.toNanos() / NANOS_PER_SECOND, 1 / NANOS_PER_SECOND);
    }

    /** The exchanges of each label, labels in alphabetical order. */
    public TreeMap<String, List<Exchange>> byLabel() {
        TreeMap<String, List<Exchange>> labels = new TreeMap<>();
        exchanges.forEach(each -> labels
                .computeIfAbsent(each.label(), label -> new ArrayList<>()).add(each));
        return labels;
    }
}
