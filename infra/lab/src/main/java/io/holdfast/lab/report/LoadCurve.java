package io.holdfast.lab.report;

import io.holdfast.lab.contention.Design;
import io.holdfast.lab.contention.Experiment;
import io.holdfast.lab.contention.Holds;
import io.holdfast.lab.contention.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** One resource under rising load: a row for each design and load. */
final class LoadCurve {
    /** Confirmed soon, so that confirms compete with holds for most of the sale. */
    static final Holds HOLDS = new Holds(Duration.ofMinutes(10), 0.8, Duration.ofSeconds(2));
    static final String DESIGN = "design";
    static final String LOAD = "offered_per_second";
    private static final String ACROSS = "attempts a second on one resource";

    private LoadCurve() {}

    static Table run(Laboratory laboratory, List<Design> designs, int highest,
            BiFunction<Design, Integer, Experiment> sale) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Design design : designs) {
            for (int load : upTo(highest, laboratory.settings().loads())) {
                Measured measured = laboratory.run(
                        Settings.label(design) + ", " + load + " a second",
                        sale.apply(design, load));
                rows.add(row(design, load, measured, laboratory.settings().prices()));
            }
        }
        return Table.of(rows);
    }

    /** The loads up to the highest that says something new; the first one in any case. */
    private static List<Integer> upTo(int highest, List<Integer> loads) {
        List<Integer> low = loads.stream().filter(load -> load <= highest).toList();
        return low.isEmpty() ? loads.subList(0, 1) : low;
    }

    private static Map<String, String> row(Design design, int load, Measured measured,
            Prices prices) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put(DESIGN, Settings.label(design));
        row.put(LOAD, Integer.toString(load));
        row.putAll(Figures.of(measured, prices));
        // Of the whole sale: a confirm comes after its hold.
        if (!measured.confirms().isEmpty()) {
            long confirms = measured.confirms().values().stream().mapToLong(Long::longValue)
                    .sum();
            long committed = measured.confirms().getOrDefault("COMMITTED", 0L);
            row.put("confirms_committed", Long.toString(committed));
            row.put("confirms_failed", Long.toString(confirms - committed));
        }
        return row;
    }

    static List<Plot> plots(Table table) {
        List<Plot.Line> committed = lines(table, Figures.RATE);
        List<Double> loads = table.numbers(LOAD);
        List<Double> distinct = loads.stream().distinct().toList();
        committed.add(new Plot.Line("offered", 5, true, distinct, distinct));
        return List.of(
                plot("committed.svg", "Committed bookings a second", "bookings a second",
                        committed),
                plot("write-units.svg", "Write units per committed booking",
                        "write units, with those of the refused", lines(table,
                                Figures.WRITE_UNITS)),
                plot("latency.svg", "Time of the slowest hundredth of the attempts (p99)",
                        "milliseconds, without Lambda and API Gateway", lines(table, "p99_ms")));
    }

    private static Plot plot(String file, String title, String up, List<Plot.Line> lines) {
        return new Plot(file, title,
                Axis.logarithmic(ACROSS, Plot.all(lines.stream().map(Plot.Line::xs).toList())),
                Axis.logarithmic(up, Plot.all(lines.stream().map(Plot.Line::ys).toList())), lines);
    }

    private static List<Plot.Line> lines(Table table, String column) {
        List<Plot.Line> lines = new ArrayList<>();
        for (String design : table.values(DESIGN)) {
            Table rows = table.where(DESIGN, design);
            lines.add(new Plot.Line(design, lines.size(), false, rows.numbers(LOAD),
                    rows.numbers(column)));
        }
        return lines;
    }
}
