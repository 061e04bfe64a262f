package io.holdfast.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Opens files for writing; those in CSV with their header line. */
final class Printers {
    private Printers() {}

    static CSVPrinter open(Path file, String... header) throws IOException {
        CSVFormat format = Csv.FORMAT.builder().setHeader(header).get();
        return new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), format);
    }

    /** @throws BadInput if the file could not be written: better said before a run than after it */
    static void requireWritable(String option, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new BadInput(option + ": " + file + " is a folder");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BadInput(option + ": there is no folder " + folder);
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new BadInput(option + ": " + file + " cannot be written");
        }
    }
}
