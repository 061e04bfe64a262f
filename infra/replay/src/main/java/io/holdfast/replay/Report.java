package io.holdfast.replay;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The verdicts by reason and how long they took. */
final class Report {
    private static final double[] PERCENTILES = {50, 90, 99, 100};
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1000.0;

    private Report() {}

    static String of(Run run) {
        StringBuilder report = new StringBuilder(String.format(Locale.ROOT,
                "%n%-34s %8s %8s   %s%n", "verdict", "attempts", "replayed",
                "milliseconds: p50, p90, p99, max"));
        for (Map.Entry<String, List<Run.Told>> each : run.byLabel().entrySet()) {
            report.append(row(each.getKey(), each.getValue()));
        }
        report.append(row("all", run.told()));
        double seconds = run.elapsed().toNanos() / (double) Duration.ofSeconds(1).toNanos();
        return report.append(String.format(Locale.ROOT, "%.1f s, %.0f attempts per second%n",
                seconds, run.told().size() / seconds)).toString();
    }

    private static String row(String label, List<Run.Told> told) {
        Histogram micros = new Histogram(DIGITS);
        told.forEach(each -> micros.recordValue(each.micros()));
        long replayed = told.stream()
                .filter(each -> each.reply().body().path("replayed").asBoolean()).count();
        StringBuilder latencies = new StringBuilder();
        for (double percentile : PERCENTILES) {
            latencies.append(String.format(Locale.ROOT, "%9.1f",
                    micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI));
        }
        return String.format(Locale.ROOT, "%-34s %8d %8d %s%n", label, told.size(), replayed,
                latencies);
    }
}
