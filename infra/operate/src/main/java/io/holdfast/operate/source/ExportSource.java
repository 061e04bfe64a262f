package io.holdfast.operate.source;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A full export of a table to S3, as DynamoDB wrote it and somebody copied it to a folder:
 *
 * <pre>
 * AWSDynamoDB/01693685827463-2d8752fd/
 *   manifest-summary.json    what was exported, when, and how many items it has
 *   manifest-files.json      a line for each data file: its key, its items, its MD5 checksum
 *   data/….json.gz           a line for each item: {"Item":{"pk":{"S":"booking#b-1"},…}}
 * </pre>
 *
 * The first pass compares checksums, each pass the numbers of items. See "DynamoDB table export
 * output format" in the DynamoDB developer guide.
 */
public final class ExportSource implements ItemSource {
    private static final int THREADS = 2;

    private final Manifest manifest;

    private ExportSource(Manifest manifest) {
        this.manifest = manifest;
    }

    /**
     * Reads the manifests.
     *
     * @param folder of the export, or one that has just one export
     * @throws UnreadableSource if it holds no whole export in DynamoDB's JSON
     */
    public static ExportSource of(Path folder) {
        return new ExportSource(Manifest.read(ExportFolder.find(folder)));
    }

    @Override
    public String name() {
        return "export " + manifest.export();
    }

    @Override
    public long expectedItems() {
        return manifest.items();
    }

    @Override
    public Optional<Instant> moment() {
        return Optional.of(manifest.moment());
    }

    @Override
    public long read(Pass pass, Consumer<Map<String, AttributeValue>> to, Progress progress) {
        List<Callable<Long>> files = manifest.files().stream()
                .sorted(Comparator.comparingLong(DataFile::items).reversed())
                .<Callable<Long>>map(file -> () -> file.read(pass, to, progress)).toList();
        long read = Parallel.sum(THREADS, files);
        if (read != manifest.items()) {
            throw new UnreadableSource("the data files have " + read + " items, and "
                    + Manifest.SUMMARY + " says " + manifest.items());
        }
        return read;
    }

    @Override
    public void readAgain(Collection<Map<String, AttributeValue>> keys,
            BiConsumer<Map<String, AttributeValue>, Optional<Map<String, AttributeValue>>> to) {
        throw new IllegalStateException("an export has no second reading");
    }
}
