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
    void staysAreReplayedAuditedAndTheSecondRunChangesNothing() throws IOException {
        Path stays = file("stays.csv", """
                booked_on,id,hotel,room_type,arrival,nights,status,status_on,changes
                2015-01-01,1,resort,A,2015-07-01,2,Check-Out,2015-07-03,0
                2015-01-01,2,resort,A,2015-07-02,1,Check-Out,2015-07-03,0
                2015-01-02,3,resort,A,2015-07-02,0,Canceled,2015-07-01,0
                2015-01-02,4,resort,A,2015-07-02,25,Check-Out,2015-07-27,0
                """);
        assertThat(replay("hotel-stays", stays.toString(), "--out", folder.toString()))
                .contains("4 stays", "26 resources");

        String first = run("--order", "date", "--resources", path("resources.csv"));
        String second = run("--resources", path("resources.csv"));

        // The night of 2015-07-02 was wanted four times, so it has 2 rooms.
        assertThat(first).containsPattern("COMMITTED +2 +0 ")
                .containsPattern("FAILED INSUFFICIENT_CAPACITY +1 +0 ")
                .containsPattern("REJECTED lines +1 +0 ")
                .contains("26 resources conserved, 3 units booked", "all true");
        assertThat(second).containsPattern("COMMITTED +2 +2 ");
        assertThat(digest(second)).isEqualTo(digest(first));
    }

    @Test
    void manyConnectionsSellExactlyWhatThereIs() throws IOException {
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
    void theAuditFindsUnitsThatNoBookingOfTheFileTook() throws IOException {
        Path attempts = file("a.csv", "booking_id,resource,units\naudit-1,audited,1\n");
        Path others = file("b.csv", "booking_id,resource,units\naudit-2,audited,1\n");
        Path resources = file("audited.csv", "resource,capacity\naudited,5\n");
        String url = service.address().toString();
        replay("run", others.toString(), "--resources", resources.toString(), "--url", url);

        assertThat(replay("run", attempts.toString(), "--url", url)).contains("1 WRONG",
                "audited has 2 units taken, but its committed bookings have 1");
    }

    @Test
    void aServiceThatDoesNotAnswerIsSeen() throws IOException {
        Path attempts = file("a.csv", "booking_id,resource,units\nx,y,1\n");

        assertThat(replay("run", attempts.toString(), "--url", "http://localhost:1"))
                .contains("NO REPLY", "WRONG", "x has no verdict");
    }

    @Test
    void badInputIsNamed() throws IOException {
        assertThat(replay("run", "nowhere.csv"))
                .isEqualTo("replay: there is no file nowhere.csv\n");
        assertThat(replay("run", file("a.csv", "booking_id,units\n").toString()))
                .contains("has no column resource");
        assertThat(replay("run", file("a.csv", "booking_id,resource,units\na,b,c\n").toString()))
                .contains("record 1: units must be a whole number");
        assertThat(replay("run", file("a.csv", "booking_id,resource,units\na,b\n").toString()))
                .contains("record 1: has not as many fields");
        assertThat(replay("run", file("a.csv", "booking_id,resource,units\na,b,1\n").toString(),
                "--order", "date")).contains("needs a date for booking a");
        assertThat(replay("run", "x", "--connections", "0"))
                .isEqualTo("replay: --connections must be from 1 to 512\n");
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

    /** What the tool printed, complaints included, without its progress bars. */
    private static String replay(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            Main.run(arguments);
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
