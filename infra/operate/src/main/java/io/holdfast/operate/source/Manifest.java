package io.holdfast.operate.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an export says about itself.
 *
 * @param export its id and the table, for a report
 * @param moment that it shows
 * @param items of all files
 */
record Manifest(String export, Instant moment, long items, List<DataFile> files) {
    static final String SUMMARY = "manifest-summary.json";
    static final String FILES = "manifest-files.json";
    /** A summary takes about 1 KB, an entry of a file 200 bytes. */
    private static final long MOST_BYTES = 64 << 20;
    private static final String FULL = "FULL_EXPORT";
    private static final String JSON = "DYNAMODB_JSON";

    static Manifest read(Path folder) {
        String where = folder.resolve(SUMMARY).toString();
        FlatObject summary = FlatObject.read(where, text(folder, SUMMARY));
        if (!summary.optional("exportType").orElse(FULL).equals(FULL)) {
            throw new UnreadableSource(where + ": is an incremental export (exportType "
                    + summary.text("exportType") + "); an audit needs a full one, " + FULL);
        }
        if (!summary.text("outputFormat").equals(JSON)) {
            throw new UnreadableSource(where + ": outputFormat is " + summary.text("outputFormat")
                    + "; export the table as " + JSON);
        }
        String id = folder.toAbsolutePath().normalize().getFileName().toString();
        return new Manifest(id + " of " + summary.text("tableArn"), summary.time("exportTime"),
                summary.number("itemCount"), files(folder));
    }

    private static List<DataFile> files(Path folder) {
        List<DataFile> files = new ArrayList<>();
        int line = 0;
        for (String each : text(folder, FILES).lines().toList()) {
            line++;
            FlatObject entry = FlatObject.read(folder.resolve(FILES) + " line " + line, each);
            files.add(file(folder, entry));
        }
        return files;
    }

    // The key names the place in the bucket; in a copy only its last part is certain.
    private static DataFile file(Path folder, FlatObject entry) {
        String key = entry.text("dataFileS3Key");
        Path path = folder.resolve("data").resolve(key.substring(key.lastIndexOf('/') + 1));
        if (!Files.isRegularFile(path)) {
            throw new UnreadableSource("data file " + path + " is missing; " + FILES
                    + " names it as " + key);
        }
        return new DataFile(path, entry.number("itemCount"), entry.text("md5Checksum"));
    }

    private static String text(Path folder, String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UnreadableSource(file + " has more than " + MOST_BYTES + " bytes");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UnreadableSource("file " + file + " is missing", e);
        } catch (IOException e) {
            throw new UnreadableSource("file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
