package io.holdfast.replay;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** CSV files with a header line, in UTF-8; complaints name the file, the line and the column. */
final class Csv {
    static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true).setRecordSeparator('\n').get();

    private Csv() {}

    static List<CSVRecord> read(Path file, String... columns) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser parser = FORMAT.parse(reader)) {
            for (String column : columns) {
                if (!parser.getHeaderNames().contains(column)) {
                    throw new IllegalArgumentException(file + " has no column " + column);
                }
            }
            List<CSVRecord> records = parser.getRecords();
            for (CSVRecord each : records) {
                if (!each.isConsistent()) {
                    throw new IllegalArgumentException(file + ", record "
                            + each.getRecordNumber() + ": has not as many fields as the header");
                }
            }
            return records;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file, e);
        }
    }

    static long number(Path file, CSVRecord row, String column) {
        try {
            return Long.parseLong(row.get(column));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(file + ", record " + row.getRecordNumber() + ": "
                    + column + " must be a whole number", e);
        }
    }
}
