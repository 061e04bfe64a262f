package io.holdfast.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Opens CSV files for writing, with their header line. */
final class Printers {
    private Printers() {}

    static CSVPrinter open(Path file, String... header) throws IOException {
        CSVFormat format = Csv.FORMAT.builder().setHeader(header).setSkipHeaderRecord(false).get();
        return new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), format);
    }
}
