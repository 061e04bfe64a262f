package io.holdfast.replay.report;

import io.holdfast.replay.run.Exchange;
import io.holdfast.replay.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The exchanges of a run, divided into equal spans of time by when the request was sent.
 *
 * @param spans earliest first; a span may be empty
 * @param span the length of each span
 */
record Timeline(List<List<Exchange>> spans, Duration span) {
    /** The most spans of a chart: more bars would be indistinguishable on a phone. */
    private static final int MOST_SPANS = 40;

    static Timeline of(Run run) {
        List<Exchange> sent = run.exchanges().stream().filter(each -> each.reply().sent())
                .toList();
        if (sent.isEmpty()) {
            return new Timeline(List.of(), Duration.ZERO);
        }
        Instant first = Collections.min(sent.stream().map(Exchange::at).toList());
        Instant last = Collections.max(sent.stream().map(Exchange::at).toList());
        long millis = Duration.between(first, last).toMillis() / MOST_SPANS + 1;
        int count = (int) (Duration.between(first, last).toMillis() / millis) + 1;
        List<List<Exchange>> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            spans.add(new ArrayList<>());
        }
        sent.forEach(each -> spans
                .get((int) (Duration.between(first, each.at()).toMillis() / millis)).add(each));
        return new Timeline(spans, Duration.ofMillis(millis));
    }

    /** From the first request to the end of the last span. */
    Duration length() {
        return span.multipliedBy(spans.size());
    }
}
