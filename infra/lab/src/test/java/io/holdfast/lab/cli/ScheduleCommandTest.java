package io.holdfast.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleCommandTest {
    private final PrintStream output = System.out;
    private final PrintStream complaint = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @BeforeEach
    void captureTheStreams() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restoreTheStreams() {
        System.setOut(output);
        System.setErr(complaint);
    }

    @Test
    void theScheduleThatIsPrintedReplaysItself() throws Exception {
        assertThat(schedule("book | book other", "0A 0X 1A 0 1Y 1")).isZero();
        String first = printed.toString(StandardCharsets.UTF_8);
        JsonNode json = new ObjectMapper().readTree(first);

        assertThat(json.path("format").asText()).isEqualTo("holdfast-schedule");
        assertThat(json.at("/steps/5/outcome").asText()).isEqualTo("refused");
        assertThat(json.at("/steps/5/condition/1/clause").asText()).isEqualTo("available >= 1");
        assertThat(json.at("/steps/5/condition/1/holds").asBoolean(true)).isFalse();
        assertThat(json.at("/promise/kept").asBoolean()).isTrue();

        printed.reset();
        assertThat(schedule(json.path("scenario").asText(), json.path("schedule").asText()))
                .isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(first);
    }

    @Test
    void aPageIsWrittenWithItsParts() {
        assertThat(Main.run("lab", "schedule", "--scenario", "hold both | settler +120s (both)",
                "--page", folder.toString())).isZero();

        assertThat(folder.resolve("schedule.html")).content()
                .contains("<h1>hold both | settler +120s (both)</h1>", "src=\"lanes.js\"");
        assertThat(folder.resolve("lanes.js")).isNotEmptyFile();
        assertThat(folder.resolve("lanes.css")).isNotEmptyFile();
    }

    @Test
    void aStepTooManyIsReported() {
        assertThat(schedule("book", "0A 0X 0 0 0")).isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(
                "schedule: --schedule: nothing is left to do before step 0\n");
    }

    @Test
    void moreCommandsThanAPageHasLanesAreReported() {
        assertThat(schedule("book | book | book | book | book | book", "")).isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(
                "schedule: --scenario: a scenario has at most 5 commands, not 6\n");
    }

    private static int schedule(String scenario, String steps) {
        return Main.run("lab", "schedule", "--scenario", scenario, "--schedule", steps);
    }
}
