package io.holdfast.replay.report;

import io.holdfast.replay.run.Exchange;
import io.holdfast.replay.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The replies of a run in equal spans of time, by when each was sent.
 *
 * @param spans in order; a span may be empty
 * @param span how long each is
 */
record Timeline(List<List<Exchange>> spans, Duration span) {
    /** Spans of a chart: as many bars as can be told apart on a telephone. */
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
