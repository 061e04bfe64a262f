package io.holdfast.replay.input;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a header line and at least one row.
 *
 * @param header the names of the columns
 */
public record Csv(Path file, List<String> header, List<Row> rows) {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n')
            .get();
    /** The limit of rows in an input file. */
    static final int MOST_ROWS = 2_000_000;
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

    /**
     * One row.
     *
     * @param line its first line in the file, counted from 1
     */
    record Row(long line, List<String> header, List<String> fields) {
        String text(String column) {
            return fields.get(header.indexOf(column));
        }

        /** The field; empty if the file lacks the column or the field is empty. */
        Optional<String> optional(String column) {
            return header.contains(column)
                    ? Optional.of(text(column)).filter(text -> !text.isEmpty())
                    : Optional.empty();
        }
    }

    /** Opens a file for writing, and writes the header line. */
    public static CSVPrinter printer(Path file, String... header) throws IOException {
        CSVFormat format = FORMAT.builder().setHeader(header).get();
        return new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), format);
    }

    /** @throws BadInput if the file is not such a file or lacks one of the columns */
    static Csv read(Path file, CsvFormat format, String... columns) throws IOException {
        Optional<Character> said = format.separator();
        String text = CsvText.read(file, format.encoding());
        char separator = said.orElseGet(() -> separator(text, List.of(columns)));
        List<Row> all = parse(file, text, separator);
        if (all.isEmpty()) {
            throw new BadInput(file + " is empty");
        }
        List<String> header = all.getFirst().fields().stream().map(String::strip).toList();
        requireColumns(file, header, separator, columns);
        List<Row> rows = all.stream().skip(1)
                .map(row -> new Row(row.line(), header, row.fields())).toList();
        if (rows.isEmpty()) {
            throw new BadInput(file + " has a header and no rows");
        }
        return new Csv(file, header, rows).requireSameWidth();
    }

    /** The separator that yields most of the columns in the header; the first if several do. */
    private static char separator(String text, List<String> columns) {
        String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return SEPARATORS.stream().max(Comparator.<Character>comparingLong(
                separator -> parse(Path.of(""), header.replace("\"", ""), separator).stream()
                        .flatMap(row -> row.fields().stream()).map(String::strip)
                        .filter(columns::contains).count())
                .thenComparing(SEPARATORS::indexOf, Comparator.reverseOrder())).orElseThrow();
    }

    private static List<Row> parse(Path file, String text, char separator) {
        List<Row> rows = new ArrayList<>();
        long line = 1;
        CSVFormat format = FORMAT.builder().setDelimiter(separator).get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            for (CSVRecord each : parser) {
                if (each.size() > 1 || !each.get(0).isBlank()) {
                    rows.add(new Row(line, List.of(), List.of(each.values())));
                }
                if (rows.size() > MOST_ROWS + 1) {
                    throw new BadInput(file + " has more than " + MOST_ROWS + " rows");
                }
                line = parser.getCurrentLineNumber() + 1;
            }
            return rows;
        } catch (IOException | UncheckedIOException e) {
            throw new BadInput(file + ":" + line + ": a quoted field is not closed, or has text "
                    + "after its closing quote");
        }
    }

    private static void requireColumns(Path file, List<String> header, char separator,
            String... columns) {
        List<String> missing = new ArrayList<>(List.of(columns));
        missing.removeAll(header);
        if (!missing.isEmpty()) {
            throw new BadInput(file + " has no column " + String.join(", ", missing)
                    + "; its columns are " + String.join(", ", header) + " (separated by "
                    + (separator == '\t' ? "tab" : "\"" + separator + "\"") + ")");
        }
        Set<String> seen = new HashSet<>();
        header.stream().filter(name -> !name.isEmpty() && !seen.add(name)).findFirst()
                .ifPresent(name -> {
                    throw new BadInput(file + " has the column " + name + " twice");
                });
    }

    private Csv requireSameWidth() {
        Problems problems = new Problems(file);
        rows.stream().filter(row -> row.fields().size() != header.size())
                .forEach(row -> problems.add(row, "the row has " + row.fields().size()
                        + " fields, the header " + header.size()));
        problems.rejectIfAny();
        return this;
    }
}
