package io.holdfast.lab.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ledger.Ledger;
import io.holdfast.engine.Sabotage;
import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import io.holdfast.lab.race.TwoResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Takes each guard away in turn; the explorer must find a schedule that breaks a promise. */
@Execution(ExecutionMode.CONCURRENT)
class GuardsTest {
    private static final Path PAGE = Path.of("..", "..", "infra", "docs", "guards.md");
    private static final Duration LATE = Duration.ofMinutes(2);
    private static final Duration YOUNG = Duration.ofSeconds(5);
    private static final Duration STALE = Duration.ofMinutes(2);

    private record Guard(String name, Rig rig, int faults, Scenario scenario, String breaks) {
        /** @param start of the promise that is to break */
        Guard breaking(String start) {
            return new Guard(name, rig, faults, scenario, start);
        }

        Guard always() {
            return new Guard(name, rig.always(), faults, scenario, breaks);
        }

        /** @param pattern of the clause, as it is sent */
        static Guard condition(String name, String pattern, int faults, Scenario scenario) {
            return new Guard(name, Rig.wire(client -> Sabotage.withoutCondition(client,
                    clause -> clause.matches(pattern))), faults, scenario, "");
        }

        static Guard wire(String name, UnaryOperator<DynamoDbClient> wire, int faults,
                Scenario scenario) {
            return new Guard(name, Rig.wire(wire), faults, scenario, "");
        }

        static Guard rule(String name, UnaryOperator<Ledger> ledger, int faults,
                Scenario scenario) {
            return new Guard(name, Rig.ledger(ledger), faults, scenario, "");
        }
    }

    private static final List<Guard> GUARDS = List.of(
            Guard.condition("`#available >= :enough`", "#available >= :enough", 0,
                    Scenario.of(RacingCommands.BOOK, RacingCommands.BOOK_OTHER)),
            Guard.condition("`#status = :open` (N16)", "#status = :open", 0,
                    Scenario.of(RacingCommands.CLOSE, RacingCommands.BOOK)),
            Guard.condition("`#e.#s0 >= :n0` (N1)", "#e\\.#s\\d+ >= :n\\d+", 0,
                    Scenario.of(RacingCommands.CONFIRM, RacingCommands.RELEASE)),
            Guard.condition("`#expiredThrough < :lowest`", "#expiredThrough < :lowest", 0,
                    Scenario.of(RacingCommands.SETTLER, RacingCommands.HOLD)),
            Guard.condition("`#e.#s0 = :s0`", "#e\\.#s\\d+ = :s\\d+", 0,
                    Scenario.of(RacingCommands.SETTLER, RacingCommands.CONFIRM)),
            Guard.condition("`#expiredThrough < :through`", "#expiredThrough < :through", 0,
                    Scenario.in(InitialState.LONGER, RacingCommands.HOLD,
                            RacingCommands.BOOK_OTHER.later(Duration.ofSeconds(61)),
                            RacingCommands.SETTLER.later(Duration.ofMinutes(4)))),
            Guard.condition("`attribute_not_exists(#i.#a0)`",
                    "attribute_not_exists\\(#i\\.#a\\d+\\)", 0,
                    Scenario.in(InitialState.ALONE.withRoom(3), RacingCommands.BOOK,
                            RacingCommands.BOOK)),
            Guard.condition("`size(#commands) < :most` (N14)", "size\\(#commands\\) < :most", 0,
                    Scenario.in(InitialState.ROOM_FOR_ONE, RacingCommands.RELEASE_FOUR,
                            RacingCommands.RELEASE_FIVE)),
            Guard.condition("`#i.#a0.#n = :a0`", "#i\\.#a\\d+\\.#n = :a\\d+", 0,
                    Scenario.of(RacingCommands.RELEASE_ONE, RacingCommands.RELEASE_ONE_OTHER)),
            Guard.condition("`(attribute_not_exists(#i.#a0) OR #i.#a0.#n = :a0)`",
                    "\\(attribute_not_exists\\(#i\\..*", 0,
                    Scenario.in(InitialState.withKeptConfirm().withBook("void", STALE),
                            RacingCommands.BOOK_MORE, RacingCommands.RELEASE_ONE)),
            Guard.condition("`#definitionVersion = :seen` (N15)", "#definitionVersion = :seen",
                    0, Scenario.of(RacingCommands.CUT, RacingCommands.GROW)),
            Guard.condition("`attribute_not_exists(#defining)` (N15)",
                    "attribute_not_exists\\(#defining\\)", 0,
                    Scenario.of(RacingCommands.CUT, RacingCommands.GROW)),
            Guard.condition("`#defining.#n = :d`", "#defining\\.#n = :d", 0,
                    Scenario.of(RacingCommands.GROW, RacingCommands.CUT)),
            Guard.condition("`size(#i) < :room`", "size\\(#i\\) < :room", 0,
                    Scenario.in(InitialState.ALONE.withRoom(3).withMap(31, false, YOUNG),
                            RacingCommands.BOOK, RacingCommands.BOOK_OTHER)),
            Guard.condition("`#version = :seen` (N3)", "#version = :seen", 0,
                    Scenario.of(RacingCommands.RELEASE_ONE, RacingCommands.RELEASE_ONE_OTHER)),
            Guard.condition("`attribute_not_exists(#commands.#command)`",
                    "attribute_not_exists\\(#commands\\.#command\\)", 0,
                    Scenario.of(RacingCommands.RELEASE_ONE,
                            RacingCommands.RELEASE_ONE.later(LATE))),
            Guard.condition("`attribute_not_exists(#confirmedAt)`",
                    "attribute_not_exists\\(#confirmedAt\\)", 0,
                    Scenario.of(RacingCommands.CONFIRM.later(LATE), RacingCommands.CONFIRM_OTHER,
                            RacingCommands.CONFIRM)),
            Guard.condition("`attribute_not_exists(#releasedAt)`",
                    "attribute_not_exists\\(#releasedAt\\)", 0,
                    Scenario.of(RacingCommands.RELEASE.later(LATE), RacingCommands.RELEASE_OTHER,
                            RacingCommands.RELEASE)),
            Guard.wire("`attribute_not_exists(pk)` in decisions",
                    Sabotage::withoutAbsenceInDecisions, 0,
                    Scenario.of(RacingCommands.BOOK, RacingCommands.RESOLVE)),
            Guard.wire("`attribute_not_exists(pk)` in failures",
                    Sabotage::withoutAbsenceInFences, 0,
                    Scenario.of(RacingCommands.BOOK, RacingCommands.RESOLVE)),
            Guard.wire("the fence of a booking", Sabotage::withoutFence, 1,
                    Scenario.of(RacingCommands.BOOK)),
            Guard.wire("the fence of a confirm", Sabotage::withoutFence, 1,
                    Scenario.of(RacingCommands.CONFIRM)),
            Guard.wire("the fence of a definition", Sabotage::withoutFence, 1,
                    Scenario.of(RacingCommands.GROW)),
            Guard.wire("the raised version of a booking without room (N14)",
                    Sabotage::withoutFence, 1,
                    Scenario.in(InitialState.NO_ROOM, RacingCommands.RELEASE_ONE)),
            Guard.wire("the fingerprint", Sabotage::withoutFingerprints, 0,
                    Scenario.of(RacingCommands.BOOK, RacingCommands.BOOK_MORE)),
            Guard.rule("a look at the records of others (N4, N6)", Mutants.NeverLooks::new, 0,
                    Scenario.in(InitialState.ALONE.withBook("void", STALE),
                            RacingCommands.BOOK_MORE))
                    .always(),
            Guard.rule("a new read after a fence of an own intent (N7)",
                    Mutants.CountsVersionsByHand::new, 0,
                    Scenario.in(InitialState.CONFIRMED, RacingCommands.RELEASE_ONE,
                            RacingCommands.RELEASE_ONE_OTHER.later(LATE)))
                    .breaking("units"),
            Guard.rule("intents in doubt count as they free most (N8)",
                    Mutants.BlindToIntents::new, 0,
                    Scenario.in(InitialState.ALONE.withBook("doubtful", YOUNG),
                            RacingCommands.BOOK_MORE)),
            Guard.rule("a definition under way counts both ways (N8)",
                    Mutants.BlindToDefinitions::new, 0,
                    Scenario.in(InitialState.ALONE.withDefining("cut", "doubtful", YOUNG),
                            RacingCommands.BOOK)),
            Guard.rule("an intent is adopted on the version that it was planned on (N10)",
                    Mutants.AdoptsOtherVersions::new, 0,
                    Scenario.of(RacingCommands.CONFIRM, RacingCommands.CONFIRM,
                            RacingCommands.RELEASE_FOUR, RacingCommands.SETTLER))
                    .breaking("units"),
            Guard.rule("undone after the failure is recorded, not before (N12)",
                    Mutants.UndoesFirst::new, 1, Scenario.of(RacingCommands.BOOK)),
            Guard.rule("a stale intent is fenced before it is undone (N13)",
                    Mutants.FencesNobody::new, 0,
                    Scenario.in(InitialState.CONFIRMED, RacingCommands.BOOK,
                            RacingCommands.BOOK_OTHER.later(LATE))),
            Guard.rule("a decision stores its nonces (N14)", Mutants.ForgetsNonces::new, 0,
                    Scenario.of(RacingCommands.CONFIRM)),
            Guard.condition("`#e.#s0 >= :n0` (N1), of an extension", "#e\\.#s\\d+ >= :n\\d+",
                    0, Scenario.of(RacingCommands.EXTEND, RacingCommands.RELEASE)),
            Guard.condition("`#available >= :enough`, of an amendment", "#available >= :enough",
                    0, Scenario.of(RacingCommands.AMEND_UP, RacingCommands.BOOK)),
            Guard.condition("`#expiredThrough < :lowest`, of an amendment",
                    "#expiredThrough < :lowest", 0,
                    Scenario.in(TwoResources.HELD, RacingCommands.AMEND_MIX_OTHER,
                            RacingCommands.SETTLER)),
            Guard.condition("`#status = :open`, of an amendment", "#status = :open", 0,
                    Scenario.of(RacingCommands.CLOSE, RacingCommands.AMEND_UP)),
            Guard.condition("`attribute_not_exists(#i.#a0)`, of an amendment",
                    "attribute_not_exists\\(#i\\.#a\\d+\\)", 0,
                    Scenario.in(InitialState.ALONE.withRoom(3), RacingCommands.AMEND_UP,
                            RacingCommands.AMEND_UP)),
            Guard.condition("`#version = :seen` (N3), of amendments", "#version = :seen", 0,
                    Scenario.of(RacingCommands.AMEND_DOWN, RacingCommands.AMEND_MIX)),
            Guard.condition("`#version = :seen`, of the tenth extension", "#version = :seen", 0,
                    Scenario.in(InitialState.ROOM_TO_EXTEND_ONCE, RacingCommands.EXTEND,
                            RacingCommands.EXTEND_HARDLY))
                    .breaking("a hold is extended"),
            Guard.wire("the fence of an extension", Sabotage::withoutFence, 1,
                    Scenario.of(RacingCommands.EXTEND)),
            Guard.wire("the fence of an amendment", Sabotage::withoutFence, 1,
                    Scenario.of(RacingCommands.AMEND_MIX)),
            Guard.rule("a shortage is recorded only on the version of the booking that it is true"
                    + " of",
                    Mutants.FailsWhateverTheBookingIs::new, 0,
                    Scenario.of(RacingCommands.AMEND_UP, RacingCommands.AMEND_UP_OTHER,
                            RacingCommands.CONFIRM)),
            Guard.rule("a collected slot is recorded only on the version of the booking that it is"
                    + " true of",
                    Mutants.FailsWhateverTheBookingIs::new, 0,
                    Scenario.in(InitialState.STRANGER, RacingCommands.EXTEND,
                            RacingCommands.CONFIRM, RacingCommands.SETTLER)),
            Guard.rule("an extension is recorded with the slot of its intents (N9)",
                    Mutants.ExtendsByItsOwnClock::new, 0,
                    Scenario.of(RacingCommands.EXTEND, RacingCommands.EXTEND)));

    /** Without the names of all records that a look at a full map reads. */
    private static String brief(String schedule) {
        return schedule.replaceAll("(\\d)dead\\d+( \\1dead\\d+)+", "$1dead…");
    }

    @Test
    void withoutAnyGuardAScheduleBreaksAPromise() throws IOException {
        List<String> table = new ArrayList<>();
        List<String> notFound = new ArrayList<>();
        for (Guard guard : GUARDS) {
            new Explorer(guard.faults()).explore(guard.scenario());
            Optional<Counterexample> found = new Explorer(guard.faults(), guard.rig())
                    .shortest(guard.scenario(),
                            promise -> promise.startsWith(guard.breaks()));
            if (found.isEmpty()) {
                notFound.add(guard.name());
                continue;
            }
            table.add("| %s | %s | %s | `%s` |".formatted(guard.name(),
                    found.get().promise().replaceAll("(?s)[:,].*", ""),
                    guard.scenario().name().replace("|", "\\|"), brief(found.get().schedule())));
        }
        table.forEach(System.out::println);

        assertThat(notFound).isEmpty();
        assertThat(Files.readAllLines(PAGE)).as("infra/docs/guards.md holds this table")
                .containsAll(table);
    }
}
