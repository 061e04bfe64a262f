package io.holdfast.lab.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lab.explorer.Explorer.Tally;
import io.holdfast.lab.explorer.World.Call;
import io.holdfast.lab.explorer.World.Setting;
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

/** Every order and every single fault of all pairs, and every order of the telling triples. */
@Execution(ExecutionMode.CONCURRENT)
class EveryScheduleTest {
    private static final boolean FOLD = !Boolean.getBoolean("unfolded");

    @Test
    void allPairsInEveryOrderWithEveryFault() {
        List<Scenario> pairs = new ArrayList<>();
        for (Call one : Commands.KINDS) {
            for (Call two : Commands.KINDS.subList(Commands.KINDS.indexOf(one),
                    Commands.KINDS.size())) {
                pairs.add(Scenario.of(one, two));
            }
        }
        assertThat(pairs).hasSize(45);
        explore(pairs, 1);
    }

    @Test
    void tellingTriplesInEveryOrder() {
        explore(List.of(
                Scenario.of(Commands.CONFIRM_LATE, Commands.CONFIRM_OTHER, Commands.CONFIRM),
                Scenario.of(Commands.RELEASE_LATE, Commands.RELEASE_OTHER, Commands.RELEASE),
                Scenario.of(Commands.COLLECT, Commands.CONFIRM, Commands.RELEASE_ONE),
                Scenario.of(Commands.COLLECT, Commands.HOLD, Commands.BOOK_BOTH),
                Scenario.of(Commands.BOOK, Commands.BOOK_MORE, Commands.RESOLVE),
                Scenario.of(Commands.BOOK, Commands.BOOK_LAST, Commands.CUT),
                Scenario.of(Commands.CUT, Commands.GROW, Commands.BOOK),
                Scenario.of(Commands.CLOSE, Commands.HOLD, Commands.CONFIRM),
                Scenario.of(Commands.RELEASE_ONE, Commands.RELEASE_ONE_LATE, Commands.CONFIRM)), 0);
    }

    /** What a definition does not name stays as it is, whoever changes it meanwhile. */
    @Test
    void definitionsThatNameLittleUndoNothing() {
        explore(List.of(
                Scenario.of(Commands.CLOSE, Commands.GROW),
                Scenario.of(Commands.CLOSE, Commands.BOOK),
                Scenario.of(Commands.NOTHING, Commands.GROW),
                Scenario.of(Commands.NOTHING, Commands.NOTHING)), 1);
    }

    /** Why somebody is refused depends on what he did, not on what strangers hold in the same minute. */
    @Test
    void reasonsAreTrueWhoeverElseIsInTheSlot() {
        List<Scenario> races = new ArrayList<>();
        for (Setting setting : List.of(Setting.ALONE, Setting.STRANGER, Setting.THREE,
                Setting.THREE_AND_STRANGER)) {
            races.add(Scenario.in(setting, Commands.CONFIRM, Commands.RELEASE));
            races.add(Scenario.in(setting, Commands.RELEASE, Commands.RELEASE_ONE));
            races.add(Scenario.in(setting, Commands.CONFIRM, Commands.RELEASE_ONE));
            races.add(Scenario.in(setting, Commands.RELEASE_ONE, Commands.RELEASE_ONE_OTHER));
            races.add(Scenario.in(setting, Commands.COLLECT, Commands.CONFIRM));
            races.add(Scenario.in(setting, Commands.COLLECT, Commands.RELEASE));
            races.add(Scenario.in(setting, Commands.COLLECT, Commands.CONFIRM, Commands.RELEASE));
            races.add(Scenario.in(setting, Commands.RELEASE, Commands.RELEASE_TOO_MANY_LATE));
        }
        explore(races, 0);
    }

    /** A booking that can keep no more failures: what succeeds is recorded, what fails cannot land late. */
    @Test
    void withoutRoomForFailuresNothingIsAnsweredThatDoesNotStayTrue() {
        explore(List.of(
                Scenario.in(Setting.NO_ROOM, Commands.CONFIRM),
                Scenario.in(Setting.NO_ROOM, Commands.RELEASE_ONE),
                Scenario.in(Setting.NO_ROOM, Commands.RELEASE_TOO_MANY),
                Scenario.in(Setting.NO_ROOM, Commands.RELEASE, Commands.CONFIRM),
                Scenario.in(Setting.NO_ROOM, Commands.CONFIRM_LATE, Commands.CONFIRM),
                Scenario.in(Setting.NO_ROOM, Commands.RELEASE_ONE, Commands.RELEASE_ONE),
                Scenario.in(Setting.NO_ROOM, Commands.RELEASE_ONE_LATE, Commands.RELEASE_ONE)), 1);
    }

    /** Batches of a queue: each member's verdict is true and final, whatever becomes of the group. */
    @Test
    void groupsInEveryOrderWithEveryFault() {
        explore(List.of(
                Scenario.of(Commands.GROUP),
                Scenario.of(Commands.MIXED),
                Scenario.of(Commands.GROUP, Commands.GROUP_OTHER),
                Scenario.of(Commands.GROUP, Commands.GROUP),
                Scenario.of(Commands.CROWD, Commands.BOOK_LAST),
                Scenario.of(Commands.CROWD, Commands.RELEASE_ONE),
                Scenario.of(Commands.GROUP_OTHER, Commands.CONFIRM),
                Scenario.of(Commands.GROUP, Commands.RESOLVE),
                Scenario.of(Commands.GROUP, Commands.CUT)), 1);
    }

    /** Folding leaves out schedules, never outcomes. */
    @Test
    void foldingLosesNoOutcome() {
        for (Scenario scenario : List.of(Scenario.of(Commands.BOOK, Commands.BOOK),
                Scenario.of(Commands.COLLECT, Commands.CONFIRM),
                Scenario.of(Commands.BOOK, Commands.RESOLVE))) {
            Set<String> folded = outcomes(scenario, true);
            Set<String> unfolded = outcomes(scenario, false);
            assertThat(folded).as(scenario.name()).isEqualTo(unfolded).hasSizeGreaterThan(3);
        }
    }

    private static Set<String> outcomes(Scenario scenario, boolean fold) {
        Set<String> outcomes = new TreeSet<>();
        new Explorer(Engine.embedded(), 1, fold).explore(scenario, outcome -> outcomes.add(
                outcome.told().stream().map(told -> told.call().name() + " " + brief(told.reply()))
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
