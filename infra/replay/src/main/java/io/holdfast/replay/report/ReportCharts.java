package io.holdfast.replay.report;

import io.holdfast.replay.run.Exchange;
import io.holdfast.replay.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The charts of a run over time: verdicts by reason, and their latency. */
final class ReportCharts {
    /** The first color is for COMMITTED, the last for every reply that is no verdict. */
    private static final int COLORS = 8;
    private static final double MILLIS_PER_SECOND = 1000.0;

    private ReportCharts() {}

    static String verdicts(Run run) {
        Timeline timeline = Timeline.of(run);
        Map<String, List<Exchange>> labels = run.byLabel();
        Map<String, Integer> colors = colors(labels);
        int most = timeline.spans().stream().mapToInt(List::size).max().orElse(0);
        Chart chart = new Chart("Verdicts by reason over time; the table below has the numbers",
                Math.max(1, timeline.spans().size()), most, "");
        for (int i = 0; i < timeline.spans().size(); i++) {
            stack(chart, i, timeline.spans().get(i), colors);
        }
        List<List<String>> rows = labels.entrySet().stream()
                .map(each -> List.of(each.getKey(), Html.count(each.getValue().size()),
                        percent(each.getValue().size(), run.exchanges().size()), Html.count(
                                each.getValue().stream().filter(Exchange::replayed).count())))
                .toList();
        return Html.section("Verdicts by reason, over time", "",
                "<p class=\"soft\">Attempts sent in each span of "
                        + timeline.span().toMillis() + " ms</p>"
                        + secondsBelow(chart, timeline).svg()
                        + Html.legend(colors)
                        + Html.table("All verdicts",
                                List.of("verdict", "attempts", "share", "replayed"), rows));
    }

    static String latency(Run run) {
        Timeline timeline = Timeline.of(run);
        List<Optional<Latency>> spans = timeline.spans().stream().map(span -> Optional.of(span)
                .filter(sent -> !sent.isEmpty()).map(Latency::of)).toList();
        double most = spans.stream().flatMap(Optional::stream).mapToDouble(Latency::p99).max()
                .orElse(0);
        Chart chart = new Chart("Milliseconds to a reply over time: median, 90th and 99th "
                + "percentile; the table below has the numbers", Math.max(1, spans.size()), most,
                "");
        chart.line(values(spans, Latency::p99), 2);
        chart.line(values(spans, Latency::p90), 1);
        chart.line(values(spans, Latency::p50), 0);
        List<List<String>> rows = new ArrayList<>();
        run.byLabel().forEach((label, exchanges) -> rows.add(row(label, exchanges)));
        rows.add(row("all", run.exchanges()));
        return Html.section("Milliseconds to a reply", "",
                "<p class=\"soft\">Percentiles of each span</p>"
                        + secondsBelow(chart, timeline).svg()
                        + Html.legend(new TreeMap<>(Map.of("p50", 0, "p90", 1, "p99", 3)))
                        + Html.table("Milliseconds by verdict",
                                List.of("verdict", "p50", "p90", "p99", "max"), rows));
    }

    private static void stack(Chart chart, int position, List<Exchange> span,
            Map<String, Integer> colors) {
        int from = 0;
        for (Map.Entry<String, Integer> each : colors.entrySet()) {
            int count = (int) span.stream().filter(sent -> sent.label().equals(each.getKey()))
                    .count();
            if (count > 0) {
                chart.bar(position, from, from + count, each.getValue(),
                        count + " " + each.getKey());
                from += count;
            }
        }
    }

    private static Map<String, Integer> colors(Map<String, List<Exchange>> labels) {
        Map<String, Integer> colors = new TreeMap<>();
        int next = 1;
        for (Map.Entry<String, List<Exchange>> each : labels.entrySet()) {
            if (each.getKey().equals("COMMITTED")) {
                colors.put(each.getKey(), 0);
            } else if (each.getValue().getFirst().decided()) {
                colors.put(each.getKey(), Math.min(next++, COLORS - 2));
            } else {
                colors.put(each.getKey(), COLORS - 1);
            }
        }
        return colors;
    }

    private static List<Double> values(List<Optional<Latency>> spans,
            Function<Latency, Double> percentile) {
        return spans.stream().map(span -> span.map(percentile).orElse(Double.NaN)).toList();
    }

    /** Labels the horizontal axis in seconds from the first request. */
    private static Chart secondsBelow(Chart chart, Timeline timeline) {
        double seconds = timeline.length().toMillis() / MILLIS_PER_SECOND;
        return chart.below("0 s", String.format(Locale.ROOT, "%.1f s", seconds / 2),
                String.format(Locale.ROOT, "%.1f s", seconds));
    }

    private static List<String> row(String label, List<Exchange> exchanges) {
        List<String> row = new ArrayList<>(List.of(label));
        Latency.of(exchanges).all()
                .forEach(millis -> row.add(String.format(Locale.ROOT, "%,.1f", millis)));
        return row;
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
