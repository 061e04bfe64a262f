package io.holdfast.lab.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Sabotage;
import io.holdfast.lab.Engine;
import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Takes each guard away in turn; the explorer must find a schedule that breaks a promise. */
class GuardsTest {
    private static final Path PAGE = Path.of("..", "..", "infra", "docs", "guards.md");

    private record Guard(String name, UnaryOperator<DynamoDbClient> sabotage, int faults,
            Scenario scenario) {
        static Guard condition(String condition, Scenario scenario) {
            return new Guard("`" + condition + "`",
                    client -> Sabotage.withoutCondition(client, condition), 0, scenario);
        }

        static Guard conditions(String one, String two, Scenario scenario) {
            return new Guard("`" + one + "` and `" + two + "`", client -> Sabotage
                    .withoutCondition(Sabotage.withoutCondition(client, one), two), 0, scenario);
        }
    }

    private static final List<Guard> GUARDS = List.of(
            Guard.condition("#available >= :enough",
                    Scenario.of(RacingCommands.BOOK, RacingCommands.BOOK_LAST)),
            Guard.condition("#status = :open",
                    Scenario.of(RacingCommands.CLOSE, RacingCommands.BOOK)),
            Guard.condition("#definitionVersion = :seen",
                    Scenario.of(RacingCommands.CUT, RacingCommands.GROW)),
            Guard.condition("#available >= :cut",
                    Scenario.of(RacingCommands.CUT, RacingCommands.BOOK)),
            Guard.condition("#expiring.#expired0 = :expired0",
                    Scenario.of(RacingCommands.COLLECT, RacingCommands.CONFIRM)),
            Guard.conditions("#expiredThrough < :slot", "#expiring.#slot >= :units",
                    Scenario.of(RacingCommands.COLLECT, RacingCommands.CONFIRM)),
            Guard.condition("#version = :seen",
                    Scenario.of(RacingCommands.RELEASE_ONE, RacingCommands.RELEASE_ONE_OTHER)),
            Guard.condition("attribute_not_exists(#commands.#command)",
                    Scenario.of(RacingCommands.RELEASE_ONE, RacingCommands.RELEASE_ONE_LATE)),
            Guard.condition("attribute_not_exists(#confirmedAt)", Scenario.of(
                    RacingCommands.CONFIRM_LATE, RacingCommands.CONFIRM_OTHER,
                    RacingCommands.CONFIRM)),
            Guard.condition("attribute_not_exists(#releasedAt)", Scenario.of(
                    RacingCommands.RELEASE_LATE, RacingCommands.RELEASE_OTHER,
                    RacingCommands.RELEASE)),
            new Guard("`attribute_not_exists(pk)` in commits", Sabotage::withoutAbsenceInCommits, 0,
                    Scenario.of(RacingCommands.BOOK, RacingCommands.RESOLVE)),
            new Guard("`attribute_not_exists(pk)` in records", Sabotage::withoutAbsenceInRecords, 0,
                    Scenario.of(RacingCommands.BOOK, RacingCommands.RESOLVE)),
            new Guard("the fence of a booking", Sabotage::withoutFence, 1,
                    Scenario.of(RacingCommands.BOOK)),
            new Guard("the fence of a confirm", Sabotage::withoutFence, 1,
                    Scenario.of(RacingCommands.CONFIRM)),
            new Guard("the raised version of a booking without room", Sabotage::withoutFence, 1,
                    Scenario.in(InitialState.NO_ROOM, RacingCommands.RELEASE_ONE)),
            new Guard("`#version = :seen` of that raise", client -> Sabotage
                    .withoutCondition(client, "#version = :seen"), 1,
                    Scenario.in(InitialState.NO_ROOM, RacingCommands.RELEASE_ONE)),
            new Guard("the fence of a definition", Sabotage::withoutFence, 1,
                    Scenario.of(RacingCommands.GROW)),
            new Guard("the fingerprint", Sabotage::withoutFingerprints, 0,
                    Scenario.of(RacingCommands.BOOK, RacingCommands.BOOK_MORE)));

    @Test
    void withoutAnyGuardAScheduleBreaksAPromise() throws IOException {
        List<String> table = new ArrayList<>();
        for (Guard guard : GUARDS) {
            new Explorer(Engine.embedded(), guard.faults(), true).explore(guard.scenario());
            Optional<Counterexample> found = new Explorer(
                    guard.sabotage().apply(Engine.embedded()), guard.faults(), true)
                    .shortest(guard.scenario());
            assertThat(found).as("without " + guard.name()).isPresent();
            table.add("| %s | %s | %s | `%s` |".formatted(guard.name(),
                    found.get().promise().replaceAll("(?s):.*", ""),
                    guard.scenario().name().replace("|", "\\|"), found.get().schedule()));
        }
        table.forEach(System.out::println);

        assertThat(Files.readAllLines(PAGE)).as("infra/docs/guards.md holds this table")
                .containsAll(table);
    }
}
