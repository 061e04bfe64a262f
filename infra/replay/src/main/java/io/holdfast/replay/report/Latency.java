package io.holdfast.replay.report;

import io.holdfast.replay.run.Exchange;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Percentiles of the time from request to reply, in milliseconds. */
record Latency(double p50, double p90, double p99, double most) {
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1000.0;

    /** Percentiles over the requests that were sent; all are 0 if none was. */
    static Latency of(List<Exchange> exchanges) {
        Histogram micros = new Histogram(DIGITS);
        exchanges.stream().filter(each -> each.reply().sent())
                .forEach(each -> micros.recordValue(each.micros()));
        return new Latency(millis(micros, 50), millis(micros, 90), millis(micros, 99),
                millis(micros, 100));
    }

    List<Double> all() {
        return List.of(p50, p90, p99, most);
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
