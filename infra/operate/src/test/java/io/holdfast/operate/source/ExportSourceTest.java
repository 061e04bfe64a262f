package io.holdfast.operate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.dynamodb.item.Attribute;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An export is read as it lies there, and one that is not whole is an error that says where. */
class ExportSourceTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<Map<String, AttributeValue>> ITEMS = List.of(
            item("resource#room"), item("booking#b1"), item("booking#b2"), item("command#c"),
            item("resource#ha\\ll"), item("booking#resource#"));

    @TempDir
    private Path bucket;

    @Test
    void everyItemIsReadFromTheFolderOfTheExportOrOneAboveIt() throws IOException {
        Path folder = ExportWriter.write(bucket, NOON, ITEMS);

        for (Path each : List.of(folder, folder.getParent(), bucket)) {
            ExportSource source = ExportSource.of(each);
            assertThat(read(source, Pass.EVERY_ITEM)).containsExactlyInAnyOrderElementsOf(ITEMS);
            assertThat(source.expectedItems()).isEqualTo(6);
            assertThat(source.moment()).contains(NOON);
            assertThat(source.name()).isEqualTo("export 01693685827463-2d8752fd of"
                    + " arn:aws:dynamodb:eu-central-1:123456789012:table/holdfast");
        }
    }

    @Test
    void thePassOverTheResourcesParsesOnlyLinesThatMayBeSome() throws IOException {
        ExportWriter.write(bucket, NOON, ITEMS);

        assertThat(read(ExportSource.of(bucket), Pass.RESOURCES)).containsExactlyInAnyOrder(
                item("resource#room"), item("resource#ha\\ll"), item("booking#resource#"));
    }

    @Test
    void anEscapedLetterOfTheKeyHidesNoResource() throws Exception {
        one("{\"Item\":{\"pk\":{\"S\":\"r\\u0065source\\u0023room\"}}}\n", 1);

        assertThat(read(ExportSource.of(bucket), Pass.RESOURCES)).hasSize(1);
    }

    @Test
    void aLineMayBeLongerThanABlock() throws Exception {
        String text = "x".repeat(3 << 20);
        one("{\"Item\":{\"a\":{\"S\":\"" + text + "\"}}}\n{\"Item\":{\"b\":{\"N\":\"1\"}}}", 2);

        assertThat(read(ExportSource.of(bucket), Pass.EVERY_ITEM)).containsExactly(
                Map.of("a", AttributeValue.fromS(text)), Map.of("b", AttributeValue.fromN("1")));
        assertBroken("{\"Item\":{\"a\":{\"S\":\"" + "x".repeat(LineBlocks.LONGEST_LINE_BYTES)
                + "\"}}}", 1, "line 1: has more than 8388608 bytes");
    }

    @Test
    void aBrokenLineIsNamed() throws Exception {
        String good = "{\"Item\":{\"pk\":{\"S\":\"booking#b\"}}}\n";
        assertBroken(good + good + "{\"Item\":{\"pk\":{\"S\":\"boo", 3, "line 3: ");
        assertBroken(good + "nonsense\n" + good, 3, "line 2: Unrecognized token 'nonsense'");
        assertBroken(good + "\n" + good, 3, "line 2: is empty");
        assertBroken(good + good.strip() + good, 2, "line 2: is not one item");
        assertBroken(good + "[]\n", 2, "line 2: is not an item in DynamoDB's JSON");
        assertBroken(good + "{\"Item\":{\"pk\":{\"S\":1}}}\n", 2, "line 2: is not an item");
        assertBroken(good + "{\"Item\":{\"a\":{\"X\":\"1\"}}}\n", 2, "no known type: X");
        assertBroken(good + "{\"Item\":{\"a\":{\"S\":\"1\"},\"a\":{\"S\":\"1\"}}}\n", 2, "a twice");
        assertBroken(good + "{\"Item\":{}} {}\n", 2, "line 2");
        assertBroken("{\"Metadata\":{},\"Keys\":{},\"NewImage\":{}}\n", 1,
                "line 1: has Metadata, not Item: no line of a full export");
    }

    @Test
    void aFileThatIsCutShortOrChangedIsAnError() throws IOException {
        ExportWriter.write(bucket, NOON, ITEMS);
        Path file = largest();
        byte[] whole = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(whole, whole.length - 9));
        assertProblem(file + ": is cut short or damaged after line ");
        Files.write(file, "no archive".getBytes(StandardCharsets.UTF_8));
        assertProblem(file + ": is cut short or damaged after line 0 (Not in GZIP format)");
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertProblem(file + ": has the MD5 checksum ");
        Files.delete(file);
        assertProblem("data file " + file + " is missing; manifest-files.json names it as prefix/");
    }

    @Test
    void aNumberOfItemsThatIsNotTheManifestsIsAnError() throws Exception {
        String good = "{\"Item\":{\"pk\":{\"S\":\"booking#b\"}}}\n";
        assertBroken(good + good, 3, "has 2 items, and the manifest says 3");

        Path folder = one(good, 1);
        replace(folder.resolve("manifest-summary.json"), "\"itemCount\":1", "\"itemCount\":2");
        assertProblem("the data files have 1 items, and manifest-summary.json says 2");
    }

    @Test
    void anEmptyPartitionHasAFileWithoutItems() throws Exception {
        Path folder = one("", 0);

        assertThat(read(ExportSource.of(bucket), Pass.RESOURCES)).isEmpty();
        Files.write(folder.resolve("data/one.json.gz"), new byte[0]);
        replace(folder.resolve("manifest-files.json"), "md5Checksum\":\"[^\"]*",
                "md5Checksum\":\"" + md5(new byte[0]));
        assertThat(read(ExportSource.of(bucket), Pass.RESOURCES)).isEmpty();
    }

    @Test
    void onlyAFullExportInDynamoDbsJsonIsTaken() throws Exception {
        Path summary = one("", 0).resolve("manifest-summary.json");
        String whole = Files.readString(summary);

        replace(summary, "DYNAMODB_JSON", "ION");
        assertProblem(summary + ": outputFormat is ION; export the table as DYNAMODB_JSON");
        Files.writeString(summary, whole.replace("\"outputFormat\"",
                "\"exportType\":\"INCREMENTAL_EXPORT\",\"outputFormat\""));
        assertProblem(summary + ": is an incremental export");
        Files.writeString(summary, whole.replace("itemCount\":0", "itemCount\":\"many\""));
        assertProblem(summary + ": itemCount is not a whole number");
        Files.writeString(summary, whole.replace("exportTime", "time"));
        assertProblem(summary + ": has no exportTime");
        Files.writeString(summary, "{");
        assertProblem(summary + ": is not JSON");
        Files.delete(summary);
        assertProblem("has no manifest-summary.json: no export, or one that was not finished");
    }

    @Test
    void aFolderWithSeveralExportsIsNotGuessedAt() throws IOException {
        ExportWriter.write(bucket, NOON, ITEMS);
        new ExportWriter(bucket, "second", 1).finish(NOON);

        assertProblem("has 2 exports: name one, such as ");
        assertThatThrownBy(() -> ExportSource.of(bucket.resolve("none")))
                .hasMessage("there is no folder " + bucket.resolve("none"));
    }

    private void assertBroken(String text, int items, String problem) throws Exception {
        one(text, items);
        assertProblem(problem);
    }

    private void assertProblem(String problem) {
        assertThatThrownBy(() -> {
            ExportSource source = ExportSource.of(bucket);
            read(source, Pass.RESOURCES);
            read(source, Pass.EVERY_ITEM);
        }).isInstanceOf(UnreadableSource.class).hasMessageContaining(problem);
    }

    /** An export of one file with that text. */
    private Path one(String text, int items) throws Exception {
        Path folder = bucket.resolve("AWSDynamoDB/one");
        if (!Files.exists(folder)) {
            new ExportWriter(bucket, "one", 0).finish(NOON);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("data/one.json.gz"), bytes.toByteArray());
        Files.writeString(folder.resolve("manifest-files.json"),
                "{\"itemCount\":" + items + ",\"md5Checksum\":\"" + md5(bytes.toByteArray())
                        + "\",\"etag\":\"e-1\",\"dataFileS3Key\":\"data/one.json.gz\"}\n");
        replace(folder.resolve("manifest-summary.json"), "itemCount\":\\d+",
                "itemCount\":" + items);
        return folder;
    }

    private static String md5(byte[] bytes) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
    }

    private static void replace(Path file, String expression, String by) throws IOException {
        Files.writeString(file, Files.readString(file).replaceAll(expression,
                java.util.regex.Matcher.quoteReplacement(by)));
    }

    private Path largest() throws IOException {
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(file -> file.toString().endsWith(".gz"))
                    .max((one, other) -> Long.compare(one.toFile().length(),
                            other.toFile().length()))
                    .orElseThrow();
        }
    }

    private static List<Map<String, AttributeValue>> read(ExportSource source, Pass pass) {
        List<Map<String, AttributeValue>> items = Collections.synchronizedList(new ArrayList<>());
        source.read(pass, items::add, Progress.lines("test", 1, System.err));
        return items;
    }

    private static Map<String, AttributeValue> item(String key) {
        return Map.of(Attribute.PK, AttributeValue.fromS(key), "state",
                AttributeValue.fromS("resource\tä\"{}"), "many", AttributeValue.fromL(
                        List.of(AttributeValue.fromN("1"), AttributeValue.fromBool(true))),
                "map", AttributeValue.fromM(Map.of("n", AttributeValue.fromM(Map.of()))));
    }
}
