package io.holdfast.operate.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.dynamodb.item.Attribute;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes items to a folder as DynamoDB exports a table to a bucket: a file for each partition. */
public final class ExportWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int BUFFER_BYTES = 64 << 10;

    private final Path folder;
    private final List<DataFile> files = new ArrayList<>();

    private static final class DataFile {
        private final Path path;
        private final MessageDigest md5;
        private final OutputStream out;
        private final JsonGenerator json;
        private long items;

        private DataFile(Path path) throws IOException, NoSuchAlgorithmException {
            this.path = path;
            md5 = MessageDigest.getInstance("MD5");
            out = new GZIPOutputStream(
                    new DigestOutputStream(Files.newOutputStream(path), md5), BUFFER_BYTES);
            json = JSON.createGenerator(out).setRootValueSeparator(null);
        }
    }

    /** @param bucket the folder that gets {@code AWSDynamoDB/<id>} */
    public ExportWriter(Path bucket, String id, int partitions) throws IOException {
        folder = Files.createDirectories(bucket.resolve("AWSDynamoDB").resolve(id));
        Files.createDirectories(folder.resolve("data"));
        Files.createFile(folder.resolve("_started"));
        try {
            for (int i = 0; i < partitions; i++) {
                files.add(new DataFile(folder.resolve("data/ha5xnqpsmy7" + i + ".json.gz")));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes a whole export, and returns its folder. */
    public static Path write(Path bucket, Instant moment,
            Collection<Map<String, AttributeValue>> items) throws IOException {
        ExportWriter writer = new ExportWriter(bucket, "01693685827463-2d8752fd", 3);
        for (Map<String, AttributeValue> item : items) {
            writer.add(item);
        }
        return writer.finish(moment);
    }

    public void add(Map<String, AttributeValue> item) throws IOException {
        AttributeValue key = item.getOrDefault(Attribute.PK, AttributeValue.fromS(""));
        DataFile file = files.get(Math.floorMod(key.hashCode(), files.size()));
        file.json.writeStartObject();
        file.json.writeFieldName("Item");
        write(item, file.json);
        file.json.writeEndObject();
        file.json.writeRaw('\n');
        file.items++;
    }

    /** Writes the manifests, and returns the folder of the export. */
    public Path finish(Instant moment) throws IOException {
        StringBuilder lines = new StringBuilder();
        long items = 0;
        for (DataFile file : files) {
            file.json.close();
            items += file.items;
            lines.append(entry(file)).append('\n');
        }
        Files.writeString(folder.resolve("manifest-files.json"), lines);
        Files.writeString(folder.resolve("manifest-summary.json"), summary(moment, items));
        return folder;
    }

    // The members and their order are those of the developer guide.
    private String entry(DataFile file) throws IOException {
        StringWriter text = new StringWriter();
        byte[] md5 = file.md5.digest();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("itemCount", file.items);
            json.writeStringField("md5Checksum", Base64.getEncoder().encodeToString(md5));
            json.writeStringField("etag", HexFormat.of().formatHex(md5) + "-1");
            json.writeStringField("dataFileS3Key", "prefix/AWSDynamoDB/" + folder.getFileName()
                    + "/data/" + file.path.getFileName());
            json.writeEndObject();
        }
        return text.toString();
    }

    private String summary(Instant moment, long items) throws IOException {
        StringWriter text = new StringWriter();
        String table = "arn:aws:dynamodb:eu-central-1:123456789012:table/holdfast";
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("version", "2020-06-30");
            json.writeStringField("exportArn", table + "/export/" + folder.getFileName());
            json.writeStringField("startTime", moment.toString());
            json.writeStringField("endTime", moment.plusSeconds(300).toString());
            json.writeStringField("tableArn", table);
            json.writeStringField("tableId", "12345a12-abcd-123a-ab12-1234abc12345");
            json.writeStringField("exportTime", moment.toString());
            json.writeStringField("s3Bucket", "exports");
            json.writeStringField("s3Prefix", "prefix");
            json.writeStringField("s3SseAlgorithm", "AES256");
            json.writeNullField("s3SseKmsKeyId");
            json.writeStringField("manifestFilesS3Key", "prefix/AWSDynamoDB/"
                    + folder.getFileName() + "/manifest-files.json");
            json.writeNumberField("billedSizeBytes", 0);
            json.writeNumberField("itemCount", items);
            json.writeStringField("outputFormat", "DYNAMODB_JSON");
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(Map<String, AttributeValue> item, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, AttributeValue> each : item.entrySet()) {
            json.writeFieldName(each.getKey());
            write(each.getValue(), json);
        }
        json.writeEndObject();
    }

    private static void write(AttributeValue value, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeFieldName(value.type().name());
        switch (value.type()) {
            case S -> json.writeString(value.s());
            case N -> json.writeString(value.n());
            case BOOL -> json.writeBoolean(value.bool());
            case NUL -> throw new IllegalArgumentException("the tables have no NULL");
            case M -> write(value.m(), json);
            case L -> {
                json.writeStartArray();
                for (AttributeValue each : value.l()) {
                    write(each, json);
                }
                json.writeEndArray();
            }
            case B, SS, NS, BS, UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("the tables have no " + value.type());
        }
        json.writeEndObject();
    }
}
