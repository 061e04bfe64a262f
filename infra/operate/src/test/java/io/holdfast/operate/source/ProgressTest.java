package io.holdfast.operate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Where there is no terminal, a quick pass prints nothing, and a slow one a line now and then. */
class ProgressTest {
    @Test
    void aQuickPassPrintsNothing() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Progress progress = Progress.lines("records", 10,
                new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
            for (int i = 0; i < 1_000; i++) {
                progress.advance(1);
            }
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
