package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReadableLinesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T08:05:09Z"),
            ZoneOffset.UTC);

    @Test
    void aVerdictIsOneShortLine() {
        assertThat(readable("""
                {"level":"INFO","requestId":"x","command":"book","commandId":"b-1",\
                "resourceId":"room-12","outcome":"FAILED","reason":"INSUFFICIENT_CAPACITY",\
                "replayed":true,"together":1,"requests":1,"milliseconds":12,"Verdicts":1}
                {"level":"INFO","requestId":"x","command":"resolve","commandId":"b-2",\
                "outcome":"COMMITTED","reason":"NONE","replayed":false,"milliseconds":3}
                """)).isEqualTo("""
                08:05:09  book b-1 on room-12 FAILED INSUFFICIENT_CAPACITY (replayed) in 12 ms
                08:05:09  resolve b-2 COMMITTED in 3 ms
                """);
    }

    @Test
    void anEventIsOneShortLine() {
        assertThat(readable("""
                {"version":"0","detail-type":"booking.confirmed","detail":{"eventId":"booking/b-1"}}
                """)).isEqualTo("08:05:09  event  booking.confirmed booking/b-1\n");
    }

    @Test
    void everyOtherLineOfTheLogKeepsAllThatItSays() {
        assertThat(readable("""
                {"level":"ERROR","requestId":"x","message":"broken","stackTrace":"at a\\nat b\\n"}
                """)).isEqualTo("""
                08:05:09  ERROR requestId="x" message="broken"
                at a
                at b
                """);
    }

    @Test
    void whatIsNotJsonPassesAsItIs() {
        assertThat(readable("holdfast-local: port 1 is busy\n{broken\n\nend"))
                .isEqualTo("holdfast-local: port 1 is busy\n{broken\n\nend");
    }

    private static String readable(String lines) {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        try (PrintStream out = ReadableLines.onto(
                new PrintStream(screen, true, StandardCharsets.UTF_8), CLOCK)) {
            out.print(lines);
        }
        return screen.toString(StandardCharsets.UTF_8);
    }
}
