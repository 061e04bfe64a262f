package io.holdfast.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows of figures, as they stand in a CSV file. No cell has a comma, a quote or a line end.
 *
 * @param columns the names in the first line of the file
 */
public record Table(List<String> columns, List<List<String>> rows) {
    private static final String LINE_END = "\n";

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("a row has " + row.size() + " cells, not "
                        + columns.size() + ": " + row);
            }
        }
    }

    /** A table of rows that all have the same columns in the same order. */
    static Table of(List<? extends Map<String, String>> rows) {
        return new Table(List.copyOf(rows.getFirst().keySet()),
                rows.stream().map(row -> List.copyOf(row.values())).toList());
    }

    /** Reads what {@link #csv} has written. */
    public static Table parse(String csv) {
        List<List<String>> lines = new ArrayList<>();
        csv.lines().forEach(line -> lines.add(List.of(line.split(",", -1))));
        return new Table(lines.getFirst(), lines.subList(1, lines.size()));
    }

    public String csv() {
        return line(columns) + rows.stream().map(Table::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        for (String cell : cells) {
            if (cell.matches("(?s).*[,\"\r\n].*")) {
                throw new IllegalArgumentException("not a cell of this CSV: " + cell);
            }
        }
        return String.join(",", cells) + LINE_END;
    }

    String markdown() {
        return markdown(columns) + markdown(columns.stream().map(column -> "---").toList())
                + rows.stream().map(Table::markdown).collect(Collectors.joining());
    }

    private static String markdown(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |" + LINE_END;
    }

    /** For a terminal: columns as wide as their widest cells. */
    public String text() {
        List<List<String>> lines = new ArrayList<>(List.of(columns));
        lines.addAll(rows);
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                padded.append(line.get(i))
                        .append(" ".repeat(width(lines, i) - line.get(i).length() + 2));
            }
            text.append(padded.toString().stripTrailing()).append(LINE_END);
        }
        return text.toString();
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }

    /** The rows that have this value in a column. */
    public Table where(String column, String value) {
        int index = index(column);
        return new Table(columns,
                rows.stream().filter(row -> row.get(index).equals(value)).toList());
    }

    /** The rows that do not have this value in a column. */
    Table without(String column, String value) {
        int index = index(column);
        return new Table(columns,
                rows.stream().filter(row -> !row.get(index).equals(value)).toList());
    }

    /** The different values of a column, in the order of their first rows. */
    public List<String> values(String column) {
        int index = index(column);
        return rows.stream().map(row -> row.get(index)).distinct().toList();
    }

    /** The numbers of a column; NaN for an empty cell. */
    public List<Double> numbers(String column) {
        int index = index(column);
        return rows.stream().map(row -> row.get(index).isEmpty()
                ? Double.NaN
                : Double.parseDouble(row.get(index))).toList();
    }

    /** A cell of the only row. */
    public String only(String column) {
        if (rows.size() != 1) {
            throw new IllegalStateException("there are " + rows.size() + " such rows");
        }
        return rows.getFirst().get(index(column));
    }

    private int index(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("no column " + column + " in " + columns);
        }
        return index;
    }
}
