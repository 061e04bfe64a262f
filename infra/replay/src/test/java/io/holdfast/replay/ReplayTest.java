package io.holdfast.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.local.LocalService;
import io.holdfast.local.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final Pattern DIGEST = Pattern.compile("counters: ([0-9a-f]{64})");
    private static LocalService service;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        service = LocalService.start(Settings.anywhere(entries -> Set.of()));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    @Test
    void aReplayOfStaysPassesItsAuditAndASecondRunChangesNothing() throws IOException {
        Path stays = file("stays.csv", """
                booked_on,id,hotel,room_type,arrival,nights,status,status_on,changes
                2015-01-01,1,resort,A,2015-07-01,2,Check-Out,2015-07-03,0
                2015-01-01,2,resort,A,2015-07-02,1,Check-Out,2015-07-03,0
                2015-01-02,3,resort,A,2015-07-02,0,Canceled,2015-07-01,0
                2015-01-02,4,resort,A,2015-07-02,32,Check-Out,2015-08-03,0
                """);
        assertThat(replay("hotel-stays", stays.toString(), "--out", folder.toString()))
                .contains("4 stays", "33 resources").endsWith("exit 0\n");

        String first = run("--order", "date", "--resources", path("resources.csv"));
        String second = run("--resources", path("resources.csv"));

        // Four stays request the night of 2015-07-02; 70 % of four rooms, rounded down, are two.
        assertThat(first).containsPattern("COMMITTED +2 +0 ")
                .containsPattern("FAILED INSUFFICIENT_CAPACITY +1 +0 ")
                .containsPattern("REJECTED lines +1 +0 ")
                .contains("33 resources conserved, 3 units booked", "all true");
        assertThat(second).containsPattern("COMMITTED +2 +2 ");
        assertThat(digest(second)).isEqualTo(digest(first));
    }

    @Test
    void amendmentsAreSentOnceAndTheAuditExpectsTheAmendedLines() throws IOException {
        Path attempts = file("stays.csv", "booking_id,resource,units\nam-1,am-a,2\nam-2,am-a,1\n");
        Path resources = file("rooms.csv", "resource,capacity\nam-a,3\nam-b,1\n");
        Path amendments = file("amendments.csv",
                "booking_id,resource,units\nam-1,am-b,1\nam-2,am-a,1\nam-2,am-b,2\n");

        for (int replayed = 0; replayed < 2; replayed++) {
            assertThat(replay("run", attempts.toString(), "--resources", resources.toString(),
                    "--amendments", amendments.toString(), "--url", service.address().toString()))
                    .containsPattern("verdict of an amendment[^~]*COMMITTED +1 +" + replayed)
                    .containsPattern("verdict of an amendment[^~]*INSUFFICIENT_CAPACITY +1 +"
                            + replayed)
                    .contains("2 resources conserved, 2 units booked", "all true")
                    .endsWith("exit 0\n");
        }
    }

    /** The service rejects 32 lines, so there is no booking that could have a verdict. */
    @Test
    void anAmendmentOfABookingThatWasRejectedNeedsNoVerdict() throws IOException {
        Path attempts = file("long.csv", "booking_id,resource,units\n" + IntStream.range(0, 32)
                .mapToObj(i -> "am-long,am-d" + i + ",1").collect(Collectors.joining("\n"))
                + "\nam-short,am-e,1\n");
        Path resources = file("e.csv", "resource,capacity\nam-e,1\n");
        Path amendments = file("short.csv", "booking_id,resource,units\nam-long,am-e,1\n");

        assertThat(replay("run", attempts.toString(), "--resources", resources.toString(),
                "--amendments", amendments.toString(), "--url", service.address().toString()))
                .contains("0 of 1 amendments decided", "all true").endsWith("exit 0\n");
    }

    @Test
    void anAmendmentOfABookingThatTheFileDoesNotHaveIsBadInput() throws IOException {
        Path attempts = file("one.csv", "booking_id,resource,units\nonly,am-c,1\n");
        Path amendments = file("wrong.csv", "booking_id,resource,units\nother,am-c,1\n");

        assertThat(replay("run", attempts.toString(), "--amendments", amendments.toString(),
                "--url", service.address().toString()))
                .contains("wrong.csv:2: booking_id \"other\" is not in").endsWith("exit 2\n");
    }

    @Test
    void manyConnectionsBookExactlyTheCapacity() throws IOException {
        Path attempts = file("many.csv", "booking_id,resource,units,reference\n"
                + IntStream.range(0, 120).mapToObj(i -> "many-" + i + ",seat,1,\"row, " + i + "\"")
                        .collect(Collectors.joining("\n")));
        Path resources = file("seat.csv", "resource,capacity\nseat,50\n");

        String report = replay("run", attempts.toString(), "--resources", resources.toString(),
                "--connections", "32", "--url", service.address().toString());

        assertThat(report).containsPattern("COMMITTED +50 ")
                .contains("50 units booked by committed bookings", "all true");
    }

    @Test
    void theAuditFindsUnitsOfBookingsOutsideTheFile() throws IOException {
        Path attempts = file("a.csv", "booking_id,resource,units\naudit-1,audited,1\n");
        Path others = file("b.csv", "booking_id,resource,units\naudit-2,audited,1\n");
        Path resources = file("audited.csv", "resource,capacity\naudited,5\n");
        String url = service.address().toString();
        replay("run", others.toString(), "--resources", resources.toString(), "--url", url);

        assertThat(replay("run", attempts.toString(), "--url", url)).contains("1 WRONG",
                "audited has 2 units taken, but its committed bookings have 1")
                .endsWith("exit 1\n");
    }

    @Test
    void aServiceThatDoesNotAnswerFailsTheAudit() throws IOException {
        Path attempts = file("a.csv", "booking_id,resource,units\nx,y,1\n");

        assertThat(replay("run", attempts.toString(), "--url", "http://localhost:1"))
                .contains("NO REPLY", "0 of 1 decided", "WRONG", "x has no verdict")
                .endsWith("exit 1\n");
    }

    @Test
    void aRunWithoutAnyVerdictFails() throws IOException {
        String lines = IntStream.range(0, 40).mapToObj(i -> "long-stay,night-" + i + ",1")
                .collect(Collectors.joining("\n"));
        Path attempts = file("a.csv", "booking_id,resource,units\n" + lines);

        assertThat(replay("run", attempts.toString(), "--url", service.address().toString()))
                .contains("REJECTED lines", "0 of 1 decided", "all true").endsWith("exit 1\n");
    }

    @Test
    void aFileWithAnInvalidIdIsNotSentAtAll() throws IOException {
        Path attempts = file("a.csv", """
                booking_id,resource,units
                order#1,hash,1
                order#2,hash,1
                order,hash,1
                """);
        Path resources = file("r.csv", "resource,capacity\nhash,5\n");

        assertThat(replay("run", attempts.toString(), "--resources", resources.toString(),
                "--url", service.address().toString()))
                .contains("a.csv has 2 problems; nothing was sent",
                        "a.csv:2: booking_id \"order#1\" has a character", "a.csv:3: ")
                .endsWith("exit 2\n");
        assertThat(replay("run",
                file("b.csv", "booking_id,resource,units\nprobe,hash,1\n").toString(), "--url",
                service.address().toString())).contains("RESOURCE_NOT_FOUND");
    }

    @Test
    void theLongestIdsAreDefinedAndBooked() throws IOException {
        String id = "r".repeat(128);
        Path attempts = file("a.csv", "booking_id,resource,units\n" + "b".repeat(128) + "," + id
                + ",1\n");
        Path resources = file("r.csv", "resource,capacity\n" + id + ",1\n");

        assertThat(replay("run", attempts.toString(), "--resources", resources.toString(),
                "--url", service.address() + "/")).contains("1 units booked", "all true");
    }

    @Test
    void everyAttemptIsARowAndTheReportLoadsNothing() throws IOException {
        Path attempts = file("v.csv", "booking_id,resource,units\nv-1,v,1\nv-2,v,9\n");
        Path resources = file("r.csv", "resource,capacity\nv,5\n");

        assertThat(replay("run", attempts.toString(), "--resources", resources.toString(),
                "--url", service.address().toString(), "--connections", "1", "--verdicts",
                path("out.csv"), "--report", path("out.html"))).endsWith("exit 0\n");

        assertThat(Files.readAllLines(folder.resolve("out.csv"))).hasSize(3)
                .first().isEqualTo(
                        "id,line,status,outcome,reason,transient,replayed,milliseconds,time");
        assertThat(Files.readAllLines(folder.resolve("out.csv")).get(1)).matches(
                "v-1,2,201,COMMITTED,,,false,[0-9]+\\.[0-9]{3},"
                        + "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z");
        assertThat(Files.readAllLines(folder.resolve("out.csv")).get(2))
                .startsWith("v-2,3,409,FAILED,INSUFFICIENT_CAPACITY,false,false,");
        assertThat(Files.readString(folder.resolve("out.html")))
                .contains("The audit passed", "INSUFFICIENT_CAPACITY", "1 of 5", "<svg")
                .doesNotContain("src=", "href=", "url(", "http:", "https:", "<script", "@import");
    }

    @Test
    void optionsAreCheckedBeforeTheFirstRequest() throws IOException {
        String attempts = file("a.csv", "booking_id,resource,units\na,b,1\n").toString();

        assertThat(replay("run", attempts, "--report", path("no/where.html")))
                .contains("--report: there is no folder").endsWith("exit 2\n");
        assertThat(replay("run", attempts, "--verdicts", folder.toString()))
                .contains("is a folder").endsWith("exit 2\n");
        assertThat(replay("run", attempts, "--no-such-option"))
                .isEqualTo("replay: Unknown option: '--no-such-option'\nexit 2\n");
        assertThat(replay("run")).contains("ATTEMPTS").endsWith("exit 2\n");
        assertThat(replay()).isEqualTo(
                "replay: needs a command: run or hotel-stays (--help describes them)\nexit 2\n");
        assertThat(replay("run", attempts, "--bearer", "x", "--url", "http://example.com"))
                .contains("must begin with https://").endsWith("exit 2\n");
    }

    @Test
    void badInputIsReportedInOneLine() throws IOException {
        assertThat(replay("run", "nowhere.csv"))
                .isEqualTo("replay: there is no file nowhere.csv\nexit 2\n");
        assertThat(replay("run", file("a.csv", "booking_id,resource,units\na,b,1\n").toString(),
                "--order", "date")).contains("needs a date for booking a (line 2)");
        assertThat(replay("run", "x", "--connections", "0"))
                .isEqualTo("replay: --connections must be from 1 to 512\nexit 2\n");
    }

    private String run(String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "run";
        arguments[1] = path("attempts.csv");
        arguments[2] = "--url";
        arguments[3] = service.address().toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return replay(arguments);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** The output of the tool on both streams without progress bars, and its exit status. */
    static String replay(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            both.println("exit " + Main.run(arguments));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return said.toString(StandardCharsets.UTF_8).replaceAll("\\r[^\\n]*\\n?", "");
    }

    private static String digest(String report) {
        Matcher matcher = DIGEST.matcher(report);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
