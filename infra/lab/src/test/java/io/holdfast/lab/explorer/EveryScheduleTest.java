package io.holdfast.lab.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lab.explorer.Explorer.Tally;
import io.holdfast.lab.race.Call;
import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every order and every single fault of all pairs, and every order of some triples. */
@Execution(ExecutionMode.CONCURRENT)
class EveryScheduleTest {
    private static final boolean FOLD = !Boolean.getBoolean("unfolded");

    @Test
    void allPairsInEveryOrderWithEveryFault() {
        List<Scenario> pairs = new ArrayList<>();
        for (Call one : RacingCommands.KINDS) {
            for (Call two : RacingCommands.KINDS.subList(RacingCommands.KINDS.indexOf(one),
                    RacingCommands.KINDS.size())) {
                pairs.add(Scenario.of(one, two));
            }
        }
        assertThat(pairs).hasSize(45);
        explore(pairs, 1);
    }

    @Test
    void someTriplesInEveryOrder() {
        explore(List.of(
                Scenario.of(RacingCommands.CONFIRM_LATE, RacingCommands.CONFIRM_OTHER,
                        RacingCommands.CONFIRM),
                Scenario.of(RacingCommands.RELEASE_LATE, RacingCommands.RELEASE_OTHER,
                        RacingCommands.RELEASE),
                Scenario.of(RacingCommands.COLLECT, RacingCommands.CONFIRM,
                        RacingCommands.RELEASE_ONE),
                Scenario.of(RacingCommands.COLLECT, RacingCommands.HOLD, RacingCommands.BOOK_BOTH),
                Scenario.of(RacingCommands.BOOK, RacingCommands.BOOK_MORE, RacingCommands.RESOLVE),
                Scenario.of(RacingCommands.BOOK, RacingCommands.BOOK_LAST, RacingCommands.CUT),
                Scenario.of(RacingCommands.CUT, RacingCommands.GROW, RacingCommands.BOOK),
                Scenario.of(RacingCommands.CLOSE, RacingCommands.HOLD, RacingCommands.CONFIRM),
                Scenario.of(RacingCommands.RELEASE_ONE, RacingCommands.RELEASE_ONE_LATE,
                        RacingCommands.CONFIRM)),
                0);
    }

    /** A definition does not undo a concurrent change of a member that it does not name. */
    @Test
    void definitionsThatNameLittleUndoNothing() {
        explore(List.of(
                Scenario.of(RacingCommands.CLOSE, RacingCommands.GROW),
                Scenario.of(RacingCommands.CLOSE, RacingCommands.BOOK),
                Scenario.of(RacingCommands.NOTHING, RacingCommands.GROW),
                Scenario.of(RacingCommands.NOTHING, RacingCommands.NOTHING)), 1);
    }

    /**
     * The reason of a refusal does not depend on other bookings that hold units in the same slot.
     */
    @Test
    void reasonsAreTrueWhoeverElseIsInTheSlot() {
        List<Scenario> races = new ArrayList<>();
        for (InitialState initial : List.of(InitialState.ALONE, InitialState.STRANGER,
                InitialState.THREE,
                InitialState.THREE_AND_STRANGER)) {
            races.add(Scenario.in(initial, RacingCommands.CONFIRM, RacingCommands.RELEASE));
            races.add(Scenario.in(initial, RacingCommands.RELEASE, RacingCommands.RELEASE_ONE));
            races.add(Scenario.in(initial, RacingCommands.CONFIRM, RacingCommands.RELEASE_ONE));
            races.add(Scenario.in(initial, RacingCommands.RELEASE_ONE,
                    RacingCommands.RELEASE_ONE_OTHER));
            races.add(Scenario.in(initial, RacingCommands.COLLECT, RacingCommands.CONFIRM));
            races.add(Scenario.in(initial, RacingCommands.COLLECT, RacingCommands.RELEASE));
            races.add(Scenario.in(initial, RacingCommands.COLLECT, RacingCommands.CONFIRM,
                    RacingCommands.RELEASE));
            races.add(Scenario.in(initial, RacingCommands.RELEASE,
                    RacingCommands.RELEASE_TOO_MANY_LATE));
        }
        explore(races, 0);
    }

    /**
     * A booking without room for a failure records successes, and a failed attempt cannot land
     * late.
     */
    @Test
    void withoutRoomForFailuresNothingIsAnsweredThatDoesNotStayTrue() {
        explore(List.of(
                Scenario.in(InitialState.NO_ROOM, RacingCommands.CONFIRM),
                Scenario.in(InitialState.NO_ROOM, RacingCommands.RELEASE_ONE),
                Scenario.in(InitialState.NO_ROOM, RacingCommands.RELEASE_TOO_MANY),
                Scenario.in(InitialState.NO_ROOM, RacingCommands.RELEASE, RacingCommands.CONFIRM),
                Scenario.in(InitialState.NO_ROOM, RacingCommands.CONFIRM_LATE,
                        RacingCommands.CONFIRM),
                Scenario.in(InitialState.NO_ROOM, RacingCommands.RELEASE_ONE,
                        RacingCommands.RELEASE_ONE),
                Scenario.in(InitialState.NO_ROOM, RacingCommands.RELEASE_ONE_LATE,
                        RacingCommands.RELEASE_ONE)),
                1);
    }

    /**
     * Batches of a queue: each booking's verdict is true and final, whatever happens to its group.
     */
    @Test
    void groupsInEveryOrderWithEveryFault() {
        explore(List.of(
                Scenario.of(RacingCommands.GROUP),
                Scenario.of(RacingCommands.MIXED),
                Scenario.of(RacingCommands.GROUP, RacingCommands.GROUP_OTHER),
                Scenario.of(RacingCommands.GROUP, RacingCommands.GROUP),
                Scenario.of(RacingCommands.CROWD, RacingCommands.BOOK_LAST),
                Scenario.of(RacingCommands.CROWD, RacingCommands.RELEASE_ONE),
                Scenario.of(RacingCommands.GROUP_OTHER, RacingCommands.CONFIRM),
                Scenario.of(RacingCommands.GROUP, RacingCommands.RESOLVE),
                Scenario.of(RacingCommands.GROUP, RacingCommands.CUT)), 1);
    }

    /** Folding leaves out schedules, and no result. */
    @Test
    void foldingLosesNoOutcome() {
        for (Scenario scenario : List.of(Scenario.of(RacingCommands.BOOK, RacingCommands.BOOK),
                Scenario.of(RacingCommands.COLLECT, RacingCommands.CONFIRM),
                Scenario.of(RacingCommands.BOOK, RacingCommands.RESOLVE))) {
            Set<String> folded = outcomes(scenario, true);
            Set<String> unfolded = outcomes(scenario, false);
            assertThat(folded).as(scenario.name()).isEqualTo(unfolded).hasSizeGreaterThan(3);
        }
    }

    private static Set<String> outcomes(Scenario scenario, boolean fold) {
        Set<String> outcomes = new TreeSet<>();
        new Explorer(Engine.embedded(), 1, fold).explore(scenario, outcome -> outcomes.add(
                outcome.results().stream()
                        .map(each -> each.call().name() + " " + brief(each.reply()))
                        .sorted(Comparator.naturalOrder()).collect(Collectors.joining(", "))
                        + ": " + Items.number(outcome.world().resource("A"), "available") + " "
                        + Items.number(outcome.world().resource("A"), "confirmed")));
        return outcomes;
    }

    private static String brief(@Nullable Reply reply) {
        return reply == null ? "crashed" : reply.status() + reply.reason();
    }

    private static void explore(List<Scenario> scenarios, int faults) {
        Explorer explorer = new Explorer(Engine.embedded(), faults, FOLD);
        Tally all = new Tally(0, 0, 0, 0, 0);
        for (Scenario scenario : scenarios) {
            Tally tally = explorer.explore(scenario);
            System.out.printf("%-45s %s%n", scenario.name(), tally.line());
            all = all.plus(tally);
        }
        System.out.printf("%-45s %s%n", "in all, " + scenarios.size() + " scenarios", all.line());
    }
}
