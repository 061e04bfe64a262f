package io.holdfast.lab.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.explorer.Explorer.Tally;
import io.holdfast.lab.race.DeadChange;
import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import io.holdfast.lab.race.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every order of all pairs, with every single fault; with clocks that differ; and on items that dead
 * attempts have left. {@code -Dthorough} adds a second fault, or a first one, everywhere.
 */
@Execution(ExecutionMode.CONCURRENT)
class EveryScheduleTest {
    private static final int MORE = Boolean.getBoolean("thorough") ? 1 : 0;
    private static final List<Duration> AHEAD = List.of(Duration.ofSeconds(11),
            Duration.ofSeconds(61), Duration.ofMinutes(2));

    private static final Duration LATE = Duration.ofMinutes(2);
    private static final Duration YOUNG = Duration.ofSeconds(5);
    private static final Duration STALE = Duration.ofMinutes(2);
    private static final InitialState ROOM = InitialState.ALONE.withRoom(3);

    @Test
    void allPairsInEveryOrderWithEveryFault() {
        List<Scenario> pairs = new ArrayList<>();
        for (Sent one : RacingCommands.KINDS) {
            for (Sent two : from(one)) {
                pairs.add(Scenario.of(one, two));
            }
        }
        assertThat(pairs).hasSize(190);
        explore("all pairs", pairs, 1 + MORE);
    }

    /** Either clock is ahead: by more than a tidier waits, by more than a settler does, by two minutes. */
    @Test
    void allPairsWithClocksThatDiffer() {
        List<Scenario> pairs = new ArrayList<>();
        for (Duration ahead : AHEAD) {
            for (Sent one : RacingCommands.KINDS) {
                for (Sent two : from(one)) {
                    pairs.add(Scenario.of(one.later(Duration.ZERO), two.later(ahead)));
                    if (!one.equals(two)) {
                        pairs.add(Scenario.of(one.later(ahead), two.later(Duration.ZERO)));
                    }
                }
            }
        }
        explore("clocks that differ", pairs, MORE);
    }

    private static List<Sent> from(Sent one) {
        return RacingCommands.KINDS.subList(RacingCommands.KINDS.indexOf(one),
                RacingCommands.KINDS.size());
    }

    static void explore(String name, List<Scenario> scenarios, int faults) {
        Tally.print(name, faults, scenarios.stream().map(new Explorer(faults)::explore)
                .reduce(Tally.NONE, Tally::plus));
    }

    @Test
    void theTellingTriplesInEveryOrder() {
        explore("triples", List.of(
                Scenario.of(RacingCommands.CONFIRM.later(LATE), RacingCommands.CONFIRM_OTHER,
                        RacingCommands.CONFIRM),
                Scenario.of(RacingCommands.RELEASE.later(LATE), RacingCommands.RELEASE_OTHER,
                        RacingCommands.RELEASE),
                Scenario.of(RacingCommands.SETTLER, RacingCommands.CONFIRM,
                        RacingCommands.RELEASE_ONE),
                Scenario.of(RacingCommands.SETTLER, RacingCommands.HOLD,
                        RacingCommands.BOOK_BOTH),
                Scenario.of(RacingCommands.BOOK, RacingCommands.BOOK_MORE,
                        RacingCommands.RESOLVE),
                Scenario.of(RacingCommands.BOOK, RacingCommands.BOOK, RacingCommands.SETTLER),
                Scenario.of(RacingCommands.HOLD, RacingCommands.HOLD.later(LATE),
                        RacingCommands.SETTLER),
                Scenario.of(RacingCommands.HOLD_BOTH, RacingCommands.HOLD_BOTH.later(LATE),
                        RacingCommands.SETTLER),
                Scenario.of(RacingCommands.BOOK_BOTH, RacingCommands.BOOK_BOTH,
                        RacingCommands.RESOLVE),
                Scenario.of(RacingCommands.CONFIRM, RacingCommands.CONFIRM.later(LATE),
                        RacingCommands.SETTLER),
                Scenario.in(InitialState.STRANGER, RacingCommands.CONFIRM,
                        RacingCommands.CONFIRM_STRANGER, RacingCommands.SETTLER),
                Scenario.of(RacingCommands.BOOK, RacingCommands.BOOK_OTHER, RacingCommands.CUT),
                Scenario.of(RacingCommands.CUT, RacingCommands.GROW, RacingCommands.BOOK),
                Scenario.of(RacingCommands.CUT, RacingCommands.CUT, RacingCommands.GROW),
                Scenario.of(RacingCommands.CUT, RacingCommands.BOOK, RacingCommands.SETTLER),
                Scenario.of(RacingCommands.CLOSE, RacingCommands.HOLD, RacingCommands.CONFIRM),
                Scenario.of(RacingCommands.CLOSE, RacingCommands.OPEN, RacingCommands.BOOK),
                Scenario.of(RacingCommands.RELEASE_ONE, RacingCommands.RELEASE_ONE.later(LATE),
                        RacingCommands.CONFIRM),
                Scenario.of(RacingCommands.RELEASE_ONE, RacingCommands.RELEASE_ONE,
                        RacingCommands.RELEASE_ONE_OTHER)),
                MORE);
    }

    /** Holds of several slots, and clocks that pass some of them. */
    @Test
    void twoSlotsInEveryOrderWithEveryFault() {
        Sent muchLater = RacingCommands.SETTLER.later(Duration.ofMinutes(4));
        explore("two slots", List.of(
                Scenario.in(InitialState.LONGER, RacingCommands.HOLD, muchLater),
                Scenario.in(InitialState.LONGER, RacingCommands.HOLD_BOTH, muchLater),
                Scenario.in(InitialState.LONGER, RacingCommands.CONFIRM, muchLater),
                Scenario.in(InitialState.LONGER, RacingCommands.HOLD,
                        RacingCommands.BOOK_OTHER.later(Duration.ofSeconds(61)))),
                1 + MORE);
        explore("two slots, triples", List.of(
                Scenario.in(InitialState.LONGER, RacingCommands.HOLD,
                        RacingCommands.BOOK_OTHER.later(Duration.ofSeconds(61)), muchLater),
                Scenario.in(InitialState.LONGER, RacingCommands.HOLD, RacingCommands.CONFIRM,
                        muchLater),
                Scenario.in(InitialState.LONGER, RacingCommands.HOLD,
                        RacingCommands.HOLD.later(LATE), muchLater)),
                MORE);
    }

    /** A definition does not undo a concurrent change of a member that it does not name. */
    @Test
    void definitionsInEveryOrderWithEveryFault() {
        explore("definitions", List.of(
                Scenario.of(RacingCommands.CLOSE, RacingCommands.OPEN),
                Scenario.of(RacingCommands.NOTHING, RacingCommands.GROW),
                Scenario.of(RacingCommands.NOTHING, RacingCommands.NOTHING),
                Scenario.of(RacingCommands.DRAIN, RacingCommands.BOOK),
                Scenario.of(RacingCommands.DRAIN, RacingCommands.GROW),
                Scenario.of(RacingCommands.DRAIN, RacingCommands.RELEASE),
                Scenario.in(InitialState.ABSENT, RacingCommands.CREATE, RacingCommands.CREATE),
                Scenario.in(InitialState.ABSENT, RacingCommands.CREATE, RacingCommands.GROW),
                Scenario.in(InitialState.ABSENT, RacingCommands.CREATE, RacingCommands.BOOK),
                Scenario.in(InitialState.stub("doubtful", YOUNG), RacingCommands.CREATE,
                        RacingCommands.BOOK),
                Scenario.in(InitialState.stub("doubtful", STALE), RacingCommands.CREATE,
                        RacingCommands.BOOK),
                Scenario.in(InitialState.stub("void", YOUNG), RacingCommands.CREATE,
                        RacingCommands.GROW),
                Scenario.in(InitialState.stub("kept", YOUNG), RacingCommands.CREATE,
                        RacingCommands.BOOK)),
                1 + MORE);
    }

    /** Batches of a queue: each booking's verdict is true and final, whatever happens to it. */
    @Test
    void groupsInEveryOrderWithEveryFault() {
        explore("groups", List.of(
                Scenario.in(ROOM, RacingCommands.GROUP, RacingCommands.GROUP_OTHER),
                Scenario.in(ROOM, RacingCommands.GROUP, RacingCommands.BOOK),
                Scenario.of(RacingCommands.GROUP.later(LATE), RacingCommands.CONFIRM),
                Scenario.of(RacingCommands.GROUP.later(LATE), RacingCommands.BOOK_OTHER),
                Scenario.in(ROOM, RacingCommands.GROUP, RacingCommands.RESOLVE),
                Scenario.in(ROOM, RacingCommands.GROUP, RacingCommands.CUT)), 1);
    }

    /** The reason of a refusal does not depend on others that hold units in the same slot. */
    @Test
    void reasonsAreTrueWhoeverElseIsInTheSlot() {
        List<Scenario> races = new ArrayList<>();
        for (InitialState initial : List.of(InitialState.ALONE, InitialState.STRANGER,
                InitialState.THREE, InitialState.THREE_AND_STRANGER, InitialState.CONFIRMED)) {
            races.add(Scenario.in(initial, RacingCommands.CONFIRM, RacingCommands.RELEASE));
            races.add(Scenario.in(initial, RacingCommands.RELEASE, RacingCommands.RELEASE_ONE));
            races.add(Scenario.in(initial, RacingCommands.RELEASE_ONE,
                    RacingCommands.RELEASE_ONE_OTHER));
            races.add(Scenario.in(initial, RacingCommands.SETTLER, RacingCommands.CONFIRM));
            races.add(Scenario.in(initial, RacingCommands.SETTLER, RacingCommands.RELEASE));
            races.add(Scenario.in(initial, RacingCommands.RELEASE,
                    RacingCommands.RELEASE_FOUR.later(LATE)));
        }
        explore("slots of others", races, 1 + MORE);
    }

    /** Failures that a booking has no room for: nothing is answered that does not stay true. */
    @Test
    void withoutRoomForFailuresNothingIsAnsweredThatDoesNotStayTrue() {
        explore("no room for failures", List.of(
                Scenario.in(InitialState.NO_ROOM, RacingCommands.RELEASE, RacingCommands.CONFIRM),
                Scenario.in(InitialState.NO_ROOM, RacingCommands.CONFIRM.later(LATE),
                        RacingCommands.CONFIRM),
                Scenario.in(InitialState.NO_ROOM, RacingCommands.RELEASE_ONE,
                        RacingCommands.RELEASE_ONE),
                Scenario.in(InitialState.NO_ROOM, RacingCommands.RELEASE_FOUR,
                        RacingCommands.RELEASE_ONE),
                Scenario.in(InitialState.NO_ROOM, RacingCommands.RELEASE_ONE,
                        RacingCommands.RELEASE_ONE.later(LATE))),
                1 + MORE);
    }

    /** What dead attempts have left, in every fate and of every age, hinders as little as it may. */
    @Test
    void whateverDeadAttemptsHaveLeft() {
        List<Scenario> alone = new ArrayList<>();
        List<Scenario> pairs = new ArrayList<>();
        for (InitialState initial : Stream
                .concat(InitialState.leftByTheDead().stream(), DeadChange.all().stream())
                .toList()) {
            for (Sent sent : RacingCommands.KINDS) {
                alone.add(Scenario.in(initial, sent));
                pairs.add(Scenario.in(initial, sent, RacingCommands.BOOK_OTHER));
            }
        }
        explore("dead attempts, one command", alone, 1 + MORE);
        explore("dead attempts, two commands", pairs, MORE);
    }

    /** A full map empties as attempts come, and hinders nobody for longer than its intents live. */
    @Test
    void aFullMapOfDeadIntents() {
        List<Scenario> full = new ArrayList<>();
        for (Duration age : List.of(YOUNG, STALE)) {
            for (boolean isVoid : List.of(true, false)) {
                InitialState initial = InitialState.ALONE.withFullMap(isVoid, age);
                full.add(Scenario.in(initial, RacingCommands.BOOK));
                full.add(Scenario.in(initial, RacingCommands.GROUP));
                full.add(Scenario.in(initial, RacingCommands.CONFIRM));
                full.add(Scenario.in(initial, RacingCommands.CUT));
            }
        }
        explore("full maps", full, MORE);
    }

    /** Merging equal states leaves out schedules, and no outcome. */
    @Test
    void mergingStatesLosesNoOutcome() {
        for (Scenario scenario : List.of(
                Scenario.of(RacingCommands.BOOK, RacingCommands.BOOK),
                Scenario.of(RacingCommands.BOOK, RacingCommands.RESOLVE),
                Scenario.of(RacingCommands.CONFIRM, RacingCommands.CONFIRM))) {
            Set<String> merged = new Explorer(1).outcomes(scenario, true);
            Set<String> all = new Explorer(1).outcomes(scenario, false);
            assertThat(merged).as(scenario.name()).isEqualTo(all).hasSizeGreaterThan(3);
        }
    }
}
