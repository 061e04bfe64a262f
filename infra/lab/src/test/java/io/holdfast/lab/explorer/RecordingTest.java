package io.holdfast.lab.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.engine.Sabotage;
import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import io.holdfast.lab.schedule.ScheduleJson;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JSON of a schedule says. */
class RecordingTest {
    private static final Scenario TWO = Scenario.of(RacingCommands.BOOK,
            RacingCommands.BOOK_OTHER);
    private static final Duration YOUNG = Duration.ofSeconds(5);
    private static final String LAST_UNIT = "0A 0X 1A 0 1Y 1";

    @Test
    void theClauseThatWasTakenAwayIsJudgedAllTheSame() {
        Rig rig = Rig.wire(client -> Sabotage.withoutCondition(client,
                clause -> clause.equals("#available >= :enough")));
        JsonNode json = ScheduleJson.of(Recording.of(TWO, rig, LAST_UNIT));

        assertThat(json.at("/steps/5/outcome").asText()).isEqualTo("applied");
        assertThat(json.at("/steps/5/condition/1").toString()).isEqualTo(
                "{\"clause\":\"available >= 1\",\"holds\":false,\"found\":\"0\",\"removed\":true}");
        assertThat(json.at("/steps/5/items/resource#A/available").asLong()).isEqualTo(-1);
        assertThat(json.path("promise").toString()).contains("\"kept\":false,\"step\":6",
                "never overbooked",
                "Resource A has -1 units available: of a capacity of 3, 2 are confirmed and 2"
                        + " held.");
    }

    @Test
    void withEveryGuardTheSameScheduleKeepsEveryPromise() {
        JsonNode json = ScheduleJson.of(Recording.strict(TWO, LAST_UNIT));

        assertThat(json.at("/steps/5/outcome").asText()).isEqualTo("refused");
        assertThat(json.at("/steps/5/items").isMissingNode()).isTrue();
        assertThat(json.at("/steps/7/answers/Y").asText())
                .startsWith("FAILED CONTENTION");
        assertThat(json.at("/promise/kept").asBoolean()).isTrue();
        assertThat(json.at("/afterwards/0/answer").asText()).isEqualTo("COMMITTED, replayed");
    }

    @Test
    void faultsAndLateWritesAreNamed() {
        JsonNode json = ScheduleJson.of(Recording.strict(Scenario.of(RacingCommands.BOOK),
                "0A 0X 0~ 0.1+ 0"));

        assertThat(outcomes(json)).startsWith("answered", "answered", "no answer",
                "arrives late, applied");
        assertThat(json.at("/steps/2/items").isMissingNode()).isTrue();
        assertThat(json.at("/steps/3/items/resource#A/available").asLong()).isZero();
    }

    @Test
    void theRecordsOfALongLookAreOneStep() {
        Scenario full = Scenario.in(
                InitialState.ALONE.withRoom(3).withMap(31, false, YOUNG),
                RacingCommands.BOOK);
        JsonNode json = ScheduleJson.of(Recording.strict(full, ""));

        assertThat(json.at("/steps/2/read").asInt()).isEqualTo(31);
        assertThat(json.at("/steps/2/token").asText()).startsWith("0dead0 0dead1 ");
        assertThat(json.at("/items/resource#A/intents").toString())
                .isEqualTo("{\"…\":\"31 more, which no step changes\"}");
    }

    @Test
    void aStepThatIsNotPossibleIsReported() {
        assertThatThrownBy(() -> Recording.strict(TWO, "0A 0X 0m"))
                .hasMessage("no step 0m is possible there, only 0, 0c, 0t, 0~, 0!, 0o, 1A, 1mA, 1Y,"
                        + " 1mY, 1tA, 1~A");
    }

    @ParameterizedTest
    @MethodSource
    void everyScenarioOfTheTableIsFoundByItsName(Scenario scenario) {
        assertThat(Scenario.named(scenario.name())).isEqualTo(scenario);
    }

    static Stream<Scenario> everyScenarioOfTheTableIsFoundByItsName() {
        return Stream.of(GuardsOfWrites.ALL, GuardsOfRecords.ALL, GuardsOfChanges.ALL)
                .flatMap(List::stream).map(Guard::scenario).distinct();
    }

    @Test
    void everyStepHasItsNumber() {
        JsonNode steps = ScheduleJson.of(Recording.strict(TWO, "")).path("steps");

        assertThat(StreamSupport.stream(steps.spliterator(), false)
                .map(step -> step.path("step").asInt()))
                .isEqualTo(IntStream.rangeClosed(1, steps.size()).boxed().toList());
    }

    private static List<String> outcomes(JsonNode json) {
        return StreamSupport.stream(json.path("steps").spliterator(), false)
                .map(step -> step.path("outcome").asText()).toList();
    }
}
