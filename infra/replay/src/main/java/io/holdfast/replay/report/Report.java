package io.holdfast.replay.report;

import io.holdfast.replay.run.Exchange;
import io.holdfast.replay.run.Run;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The number and the latency of verdicts by reason, for a terminal. */
public final class Report {
    private static final double MILLIS_PER_SECOND = 1000.0;

    private Report() {}

    public static String of(Run run) {
        StringBuilder report = new StringBuilder(String.format(Locale.ROOT,
                "%n%-34s %8s %8s   %s%n", "verdict", "attempts", "replayed",
                "milliseconds: p50, p90, p99, max"));
        for (Map.Entry<String, List<Exchange>> each : run.byLabel().entrySet()) {
            report.append(row(each.getKey(), each.getValue()));
        }
        report.append(row("all", run.exchanges()));
        return report.append(String.format(Locale.ROOT,
                "%d of %d decided, %.1f s, %.0f attempts per second%n", run.decided(),
                run.exchanges().size(), run.elapsed().toMillis() / MILLIS_PER_SECOND,
                run.perSecond())).append(amendments(run.amendments()))
                .toString();
    }

    private static String amendments(List<Exchange> amendments) {
        if (amendments.isEmpty()) {
            return "";
        }
        StringBuilder report = new StringBuilder(String.format(Locale.ROOT,
                "%n%-34s %8s %8s   %s%n", "verdict of an amendment", "sent", "replayed",
                "milliseconds: p50, p90, p99, max"));
        Run.byLabel(amendments).forEach((label, each) -> report.append(row(label, each)));
        return report.append(row("all", amendments)).append(String.format(Locale.ROOT,
                "%d of %d amendments decided%n", Run.decided(amendments), amendments.size()))
                .toString();
    }

    private static String row(String label, List<Exchange> exchanges) {
        StringBuilder latencies = new StringBuilder();
        Latency.of(exchanges).all()
                .forEach(millis -> latencies.append(String.format(Locale.ROOT, "%9.1f", millis)));
        return String.format(Locale.ROOT, "%-34s %8d %8d %s%n", label, exchanges.size(),
                exchanges.stream().filter(Exchange::replayed).count(), latencies);
    }
}
