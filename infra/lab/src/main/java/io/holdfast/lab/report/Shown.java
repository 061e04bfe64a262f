package io.holdfast.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a reader is shown of a table: fewer columns, with the answers as shares. */
public final class Shown {
    private static final String SHARES = "shares";
    private static final List<String> SHOWN = List.of(Figures.RATE, SHARES, Figures.WRITE_UNITS,
            Figures.READ_UNITS, Figures.DOLLARS, "p50_ms", "p99_ms");
    private static final Map<String, String> HEADS = Map.ofEntries(
            Map.entry(LoadCurve.DESIGN, "design"), Map.entry(LoadCurve.LOAD, "offered a second"),
            Map.entry(Figures.RATE, "committed a second"), Map.entry(SHARES, "answers"),
            Map.entry(Figures.WRITE_UNITS, "write units"),
            Map.entry(Figures.READ_UNITS, "read units"),
            Map.entry(Figures.DOLLARS, "dollars a million"), Map.entry("p50_ms", "p50, ms"),
            Map.entry("p99_ms", "p99, ms"), Map.entry("setting", "what"),
            Map.entry("value", "value"));

    private Shown() {}

    /**
     * The columns that are shown.
     *
     * @param name of the table's file
     */
    public static Table of(String name, Table table) {
        return switch (name) {
            case "bookings", "holds", "queue" -> curve(
                    List.of(LoadCurve.DESIGN, LoadCurve.LOAD), table);
            case "sensitivity" -> curve(List.of("setting", "value", LoadCurve.DESIGN,
                    LoadCurve.LOAD), table);
            default -> table;
        };
    }

    private static Table curve(List<String> keys, Table table) {
        List<String> columns = new ArrayList<>(keys);
        columns.addAll(SHOWN);
        return new Table(columns.stream().map(HEADS::get).toList(), table.rows().stream()
                .map(row -> columns.stream().map(column -> column.equals(SHARES)
                        ? shares(table.columns(), row)
                        : row.get(table.columns().indexOf(column))).toList())
                .toList());
    }

    /** The share of each answer but COMMITTED, in percent. */
    private static String shares(List<String> columns, List<String> row) {
        List<String> answers = new ArrayList<>(Figures.ANSWERS);
        answers.add(Figures.OTHER);
        double all = answers.stream()
                .mapToDouble(answer -> Double.parseDouble(row.get(columns.indexOf(answer)))).sum();
        String shares = answers.stream().skip(1)
                .filter(answer -> !row.get(columns.indexOf(answer)).equals("0"))
                .map(answer -> answer + " " + Figures.decimal(2, 100
                        * Double.parseDouble(row.get(columns.indexOf(answer))) / all) + " %")
                .collect(Collectors.joining(", "));
        return shares.isEmpty() ? "all COMMITTED" : shares;
    }
}
