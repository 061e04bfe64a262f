package io.holdfast.replay.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Opens files for writing; those in CSV with their header line. */
public final class Printers {
    private Printers() {}

    public static CSVPrinter open(Path file, String... header) throws IOException {
        CSVFormat format = Csv.FORMAT.builder().setHeader(header).get();
        return new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), format);
    }

    /**
     * Checks that a file can be written: better said before a run than after it.
     *
     * @throws BadInput if it cannot
     */
    public static void requireWritable(String option, Path file) {
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
