package io.holdfast.lab.report;

import io.holdfast.engine.service.Outage;
import io.holdfast.lab.contention.Design;
import io.holdfast.lab.contention.Experiment;
import io.holdfast.lab.contention.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One sale by Holdfast, second by second. */
final class Timeline {
    static final int SELL_OUT_RATE = 500;
    static final int SELL_OUT_CAPACITY = 4_000;
    static final int OVERLOAD_RATE = 2_000;
    static final int LOAD_AFTER = 200;
    static final int OUTAGE_RATE = 200;
    static final Duration LENGTH = Duration.ofSeconds(16);
    static final Duration OVERLOAD = Duration.ofSeconds(8);
    static final Duration OUTAGE_FROM = Duration.ofSeconds(10);
    static final Duration OUTAGE_TO = Duration.ofSeconds(15);
    static final Duration LENGTH_WITH_OUTAGE = Duration.ofSeconds(30);
    private static final String SECOND = "second";
    private static final String OFFERED = "offered";

    private Timeline() {}

    static Experiment sellOut() {
        return Experiment.of(Design.HOLDFAST, SELL_OUT_RATE, LENGTH)
                .withCapacity(SELL_OUT_CAPACITY);
    }

    static Experiment overload() {
        return Experiment.of(Design.HOLDFAST, OVERLOAD_RATE, OVERLOAD).then(LOAD_AFTER, OVERLOAD);
    }

    static Experiment outage() {
        return Experiment.of(Design.HOLDFAST, OUTAGE_RATE, LENGTH_WITH_OUTAGE)
                .withOutage(Outage.between(OUTAGE_FROM, OUTAGE_TO));
    }

    static Table run(Laboratory laboratory, String description, Experiment experiment) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Measured.Second second : laboratory
                .run(description, laboratory.settings().with(experiment)).seconds()) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put(SECOND, Integer.toString(rows.size() + 1));
            row.put(OFFERED, Long.toString(second.offered()));
            Figures.answers(row, second.answers());
            rows.add(row);
        }
        return Table.of(rows);
    }

    /**
     * Lines of what was offered and of each answer that was ever given, without the last answers to
     * attempts of the seconds before.
     */
    static Plot plot(String file, String title, Table all) {
        Table table = all.without(OFFERED, "0");
        List<Double> seconds = table.numbers(SECOND);
        List<Plot.Line> lines = new ArrayList<>();
        lines.add(new Plot.Line(OFFERED, 5, true, seconds, table.numbers(OFFERED)));
        for (String answer : table.columns().subList(2, table.columns().size())) {
            List<Double> values = table.numbers(answer);
            if (values.stream().anyMatch(value -> value > 0)) {
                lines.add(new Plot.Line(answer, (lines.size() - 1) % 5, false, seconds, values));
            }
        }
        return new Plot(file, title, Axis.linear("seconds after the first attempt", seconds),
                Axis.linear("answers in that second",
                        Plot.all(lines.stream().map(Plot.Line::ys).toList())),
                lines);
    }
}
