package io.holdfast.operate.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One gzipped file of an export, an item a line.
 *
 * @param items that the manifest says it has
 * @param checksum the MD5 of the file as it lies there, in base64
 */
record DataFile(Path path, long items, String checksum) {
    private static final int BUFFER_BYTES = 64 << 10;

    /**
     * Reads the file. The pass over the resources also compares its checksum.
     *
     * @return its number of items, which is that of the manifest
     */
    long read(Pass pass, Consumer<Map<String, AttributeValue>> to, Progress progress) {
        try (DigestInputStream raw = new DigestInputStream(Files.newInputStream(path), md5())) {
            raw.on(pass == Pass.RESOURCES);
            long read = Files.size(path) == 0 ? 0 : readLines(pass, raw, to, progress);
            if (pass == Pass.RESOURCES) {
                requireChecksum(raw.getMessageDigest().digest());
            }
            if (read != items) {
                throw broken("has " + read + " items, and the manifest says " + items, null);
            }
            return read;
        } catch (IOException e) {
            throw broken("cannot be read: " + e.getMessage(), e);
        }
    }

    private long readLines(Pass pass, InputStream raw,
            Consumer<Map<String, AttributeValue>> to, Progress progress) throws IOException {
        long line = 0;
        try (InputStream text = new GZIPInputStream(raw, BUFFER_BYTES)) {
            LineBlocks blocks = new LineBlocks(text);
            while (blocks.next(line) && !Thread.currentThread().isInterrupted()) {
                long read = ItemReader.read(pass, blocks, line, to);
                line += read;
                progress.advance(read);
            }
            // What follows the archive counts for the checksum too.
            raw.transferTo(OutputStream.nullOutputStream());
            return line;
        } catch (BrokenLine e) {
            throw broken("line " + e.line() + ": " + e.getMessage(), e);
        } catch (EOFException | ZipException e) {
            throw broken("is cut short or damaged after line " + line + " (" + e.getMessage()
                    + "); copy it again", e);
        }
    }

    private void requireChecksum(byte[] md5) {
        String actual = Base64.getEncoder().encodeToString(md5);
        if (!actual.equals(checksum)) {
            throw broken("has the MD5 checksum " + actual + ", and the manifest says " + checksum
                    + "; copy it again", null);
        }
    }

    private UnreadableSource broken(String problem, @Nullable Throwable cause) {
        return new UnreadableSource("data file " + path + ": " + problem, cause);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
