package io.holdfast.replay.report;

import io.holdfast.replay.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The charts of a run over time: verdicts by reason, and how long they took. */
final class ReportCharts {
    /** Colors for verdicts: the first is COMMITTED's, the last that of all replies without one. */
    private static final int COLORS = 8;

    private ReportCharts() {}

    static String verdicts(Run run) {
        Timeline timeline = Timeline.of(run);
        Map<String, List<Run.Told>> labels = run.byLabel();
        Map<String, Integer> colors = colors(labels);
        int most = timeline.spans().stream().mapToInt(List::size).max().orElse(0);
        Chart chart = new Chart("Verdicts by reason over time; the table below has the numbers",
                Math.max(1, timeline.spans().size()), most, "");
        for (int i = 0; i < timeline.spans().size(); i++) {
            stack(chart, i, timeline.spans().get(i), colors);
        }
        List<String> below = HtmlReport.secondsBelow(timeline);
        List<List<String>> rows = labels.entrySet().stream()
                .map(each -> List.of(each.getKey(), HtmlReport.count(each.getValue().size()),
                        percent(each.getValue().size(), run.told().size()), HtmlReport.count(
                                each.getValue().stream().filter(Run.Told::replayed).count())))
                .toList();
        return Html.section("Verdicts by reason, over time", "",
                "<p class=\"soft\">Attempts sent in each span of "
                        + timeline.span().toMillis() + " ms</p>"
                        + chart.below(below.get(0), below.get(1), below.get(2)).svg()
                        + Html.legend(List.copyOf(colors.keySet()), List.copyOf(colors.values()))
                        + Html.table("All verdicts",
                                List.of("verdict", "attempts", "share", "replayed"), rows));
    }

    static String latency(Run run) {
        Timeline timeline = Timeline.of(run);
        List<Latency> spans = timeline.spans().stream().map(Latency::of).toList();
        double most = spans.stream().mapToDouble(Latency::p99).max().orElse(0);
        Chart chart = new Chart("Milliseconds to a reply over time: median, 90th and 99th "
                + "percentile; the table below has the numbers", Math.max(1, spans.size()), most,
                "");
        chart.line(values(timeline, spans, 2), 2);
        chart.line(values(timeline, spans, 1), 1);
        chart.line(values(timeline, spans, 0), 0);
        List<String> below = HtmlReport.secondsBelow(timeline);
        List<List<String>> rows = new ArrayList<>();
        run.byLabel().forEach((label, told) -> rows.add(row(label, told)));
        rows.add(row("all", run.told()));
        return Html.section("Milliseconds to a reply", "",
                "<p class=\"soft\">Percentiles of each span</p>"
                        + chart.below(below.get(0), below.get(1), below.get(2)).svg()
                        + Html.legend(List.of("p50", "p90", "p99"), List.of(0, 1, 3))
                        + Html.table("Milliseconds by verdict",
                                List.of("verdict", "p50", "p90", "p99", "max"), rows));
    }

    private static void stack(Chart chart, int position, List<Run.Told> span,
            Map<String, Integer> colors) {
        int from = 0;
        for (Map.Entry<String, Integer> each : colors.entrySet()) {
            int count = (int) span.stream().filter(told -> told.label().equals(each.getKey()))
                    .count();
            if (count > 0) {
                chart.bar(position, from, from + count, each.getValue(),
                        count + " " + each.getKey());
                from += count;
            }
        }
    }

    private static Map<String, Integer> colors(Map<String, List<Run.Told>> labels) {
        Map<String, Integer> colors = new TreeMap<>();
        int next = 1;
        for (Map.Entry<String, List<Run.Told>> each : labels.entrySet()) {
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

    private static List<Double> values(Timeline timeline, List<Latency> spans, int percentile) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            values.add(timeline.spans().get(i).isEmpty()
                    ? Double.NaN
                    : spans.get(i).all().get(percentile));
        }
        return values;
    }

    private static List<String> row(String label, List<Run.Told> told) {
        List<String> row = new ArrayList<>(List.of(label));
        Latency.of(told).all()
                .forEach(millis -> row.add(String.format(Locale.ROOT, "%,.1f", millis)));
        return row;
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
