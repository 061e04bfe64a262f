package io.holdfast.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.engine.LocalDynamoDb;
import io.holdfast.operate.source.ExportWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The tool as it is called: what it prints, what it writes, and how it ends. */
class AuditCommandTest {
    private static final LocalDynamoDb ENGINE = start();
    private static final DynamoDbClient CLIENT = StoreClient.local(ENGINE.endpoint(),
            StoreClient.localHttp());
    private static final LiveTable CLEAN = new LiveTable(CLIENT, "clean");
    private static final LiveTable WRONG = new LiveTable(CLIENT, "wrong");

    @TempDir
    private Path folder;

    private static LocalDynamoDb start() {
        try {
            return LocalDynamoDb.start(0, Optional.empty());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeAll
    static void populate() {
        for (LiveTable each : List.of(CLEAN, WRONG)) {
            each.populate();
            each.follow();
        }
        WRONG.miscount(LiveTable.ROOM);
    }

    @AfterAll
    static void stop() throws IOException {
        CLIENT.close();
        ENGINE.close();
    }

    @Test
    void aCleanTableEndsWithStatus0AndTheSameReportAsItsExport() throws IOException {
        String table = ofTable(0, CLEAN);
        Path export = ExportWriter.write(folder.resolve("t"), CLEAN.now(),
                CLEAN.items(CLEAN.table()));
        Path entries = ExportWriter.write(folder.resolve("l"), CLEAN.now(),
                CLEAN.items(CLEAN.listing()));
        String exported = printed(0, "--export=" + export, "--listing-export=" + entries);

        assertThat(table).startsWith("# Audit of table clean\n\n**No finding: the items keep")
                .contains("| table clean | 23 |", "| table clean-listing | 30 |")
                .doesNotContain("## ");
        assertThat(exported).startsWith("# Audit of export 01693685827463-2d8752fd of arn:");
        // Counts and verdict are the same; only the sources have other names.
        assertThat(lines(exported)).isEqualTo(lines(table));
    }

    private static List<String> lines(String report) {
        return report.lines().filter(line -> !line.contains("table clean"))
                .filter(line -> !line.contains("export ")).toList();
    }

    @Test
    void findingsEndWithStatus1AndAreInBothReports() throws IOException {
        Path json = folder.resolve("report.json");
        Path markdown = folder.resolve("report.md");

        String printed = ofTable(1, WRONG, "--json=" + json, "--report=" + markdown);

        assertThat(printed).isEqualTo("1 finding.\n");
        assertThat(Files.readString(markdown)).contains("**1 finding.**", "## Findings",
                "| resource#room-1 | units confirmed are those of the confirmed bookings | ");
        assertThat(members(json)).contains("passed=false", "verdict=1 finding.", "found=1",
                "item=resource#room-1", "rule=CONFIRMED_UNITS", "rounds=1", "bookings=17");
    }

    private static List<String> members(Path json) throws IOException {
        List<String> members = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json.toFile())) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isScalarValue()) {
                    members.add(parser.currentName() + "=" + parser.getText());
                }
            }
        }
        return members;
    }

    @Test
    void whatKeepsItFromAResultEndsWithStatus2AndOneLine() throws IOException {
        assertProblem("either --table or --export");
        assertProblem("either --table or --export", "--table=t", "--export=" + folder);
        assertProblem("--listing belongs to --table", "--export=" + folder, "--listing=l");
        assertProblem("--listing-export belongs to --export", "--table=t",
                "--listing-export=" + folder);
        assertProblem("--region and --endpoint belong to --table", "--export=" + folder,
                "--region=eu-central-1");
        assertProblem("there is no folder for " + folder.resolve("none/r.json"),
                "--export=" + folder, "--json=" + folder.resolve("none/r.json"));
        assertProblem("--rounds", "--table=clean", "--endpoint=" + ENGINE.endpoint(),
                "--rounds=0");
        assertProblem("no manifest-summary.json", "--export=" + folder);
        assertProblem("non-existent table", "--table=none", "--endpoint=" + ENGINE.endpoint());
        assertProblem("Unknown option", "--tables=t");
        assertProblem("'many'", "--table=t", "--rounds=many");
    }

    private void assertProblem(String problem, String... options) {
        String error = error(2, options);
        assertThat(error.strip().lines()).hasSize(1);
        assertThat(error).startsWith("holdfast: ").contains(problem);
    }

    @Test
    void aReportThatCannotBeWrittenIsNoResult() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));

        assertThat(error(2, "--table=clean", "--endpoint=" + ENGINE.endpoint(),
                "--report=" + taken)).startsWith("holdfast: ");
    }

    private static String ofTable(int status, LiveTable table, String... more) {
        List<String> options = new ArrayList<>(List.of("--table=" + table.table(),
                "--listing=" + table.listing(), "--endpoint=" + ENGINE.endpoint()));
        options.addAll(List.of(more));
        return printed(status, options.toArray(String[]::new));
    }

    private static String printed(int status, String... options) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(options)).isEqualTo(status);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String error(int status, String... options) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(options)).isEqualTo(status);
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int run(String... options) {
        List<String> all = new ArrayList<>(List.of("audit"));
        all.addAll(List.of(options));
        return Main.run(all.toArray(String[]::new));
    }
}
