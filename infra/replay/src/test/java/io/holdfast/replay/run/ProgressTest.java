package io.holdfast.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How far a task is, where there is no terminal. */
class ProgressTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    @Test
    void manyStepsAreTenLines() {
        try (Progress progress = Progress.lines("Defining", 3609, out)) {
            for (int i = 0; i < 3609; i++) {
                progress.step();
            }
        }

        assertThat(lines()).hasSize(10).startsWith("Defining: 361 of 3609")
                .endsWith("Defining: 3609 of 3609");
    }

    @Test
    void fewStepsAreALineEach() {
        try (Progress progress = Progress.lines("Reading", 1, out)) {
            progress.expect(2);
            progress.step();
            progress.step();
        }

        assertThat(lines()).containsExactly("Reading: 1 of 2", "Reading: 2 of 2");
    }

    private String[] lines() {
        return said.toString(StandardCharsets.UTF_8).split("\\R");
    }
}
