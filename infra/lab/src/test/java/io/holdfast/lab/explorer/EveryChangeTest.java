package io.holdfast.lab.explorer;

import static io.holdfast.lab.explorer.EveryScheduleTest.explore;
import static io.holdfast.lab.race.RacingCommands.AMEND_DOWN;
import static io.holdfast.lab.race.RacingCommands.AMEND_MIX;
import static io.holdfast.lab.race.RacingCommands.AMEND_MIX_OTHER;
import static io.holdfast.lab.race.RacingCommands.AMEND_SAME;
import static io.holdfast.lab.race.RacingCommands.AMEND_SWAP;
import static io.holdfast.lab.race.RacingCommands.AMEND_SWAP_STRANGER;
import static io.holdfast.lab.race.RacingCommands.AMEND_TOO_FAR;
import static io.holdfast.lab.race.RacingCommands.AMEND_UNITS;
import static io.holdfast.lab.race.RacingCommands.AMEND_UP;
import static io.holdfast.lab.race.RacingCommands.AMEND_UP_OTHER;
import static io.holdfast.lab.race.RacingCommands.BOOK;
import static io.holdfast.lab.race.RacingCommands.BOOK_BOTH;
import static io.holdfast.lab.race.RacingCommands.CLOSE;
import static io.holdfast.lab.race.RacingCommands.CONFIRM;
import static io.holdfast.lab.race.RacingCommands.CONFIRM_STRANGER;
import static io.holdfast.lab.race.RacingCommands.CUT;
import static io.holdfast.lab.race.RacingCommands.EXTEND;
import static io.holdfast.lab.race.RacingCommands.EXTEND_HARDLY;
import static io.holdfast.lab.race.RacingCommands.EXTEND_OTHER;
import static io.holdfast.lab.race.RacingCommands.GROW;
import static io.holdfast.lab.race.RacingCommands.HOLD;
import static io.holdfast.lab.race.RacingCommands.OPEN;
import static io.holdfast.lab.race.RacingCommands.RELEASE;
import static io.holdfast.lab.race.RacingCommands.RELEASE_ONE;
import static io.holdfast.lab.race.RacingCommands.RELEASE_PART;
import static io.holdfast.lab.race.RacingCommands.SETTLER;

import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.Sent;
import io.holdfast.lab.race.TwoResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Extensions and amendments where the pairs do not have them: on other bookings, in other threes. */
@Execution(ExecutionMode.CONCURRENT)
class EveryChangeTest {
    private static final int MORE = Boolean.getBoolean("thorough") ? 1 : 0;
    private static final Duration AHEAD = Duration.ofSeconds(11);
    private static final Duration LATE = Duration.ofMinutes(2);
    private static final List<Sent> CHANGES = List.of(AMEND_UP, AMEND_DOWN, AMEND_SWAP, AMEND_MIX,
            AMEND_MIX_OTHER, AMEND_SAME, AMEND_UNITS, EXTEND);

    /** Of a confirmed booking, and of one with units of two resources, held and confirmed. */
    @Test
    void changesOfOtherBookings() {
        List<Scenario> pairs = new ArrayList<>();
        for (InitialState initial : List.of(InitialState.CONFIRMED, TwoResources.HELD,
                TwoResources.CONFIRMED)) {
            for (Sent change : CHANGES) {
                List.of(BOOK, BOOK_BOTH, HOLD, CONFIRM, RELEASE, RELEASE_PART, RELEASE_ONE, CUT,
                        CLOSE, SETTLER, AMEND_MIX, AMEND_SWAP, AMEND_UP_OTHER, EXTEND_OTHER)
                        .forEach(other -> pairs.add(Scenario.in(initial, change, other)));
            }
        }
        List.of(AMEND_SWAP, AMEND_MIX, AMEND_UP, BOOK_BOTH, RELEASE, SETTLER)
                .forEach(other -> pairs.add(Scenario.in(TwoResources.OPPOSITE, other,
                        AMEND_SWAP_STRANGER)));
        explore("changes of others", pairs, MORE);
    }

    /** Two deliveries by clocks that give an extension different ends, and where there is no room. */
    @Test
    void duplicatesOfChanges() {
        List<Scenario> twins = new ArrayList<>(List.of(
                Scenario.in(InitialState.ROOM_TO_EXTEND_ONCE, EXTEND, EXTEND_OTHER),
                Scenario.of(EXTEND, EXTEND_OTHER), Scenario.of(AMEND_UP, AMEND_UP_OTHER),
                Scenario.of(AMEND_TOO_FAR, RELEASE_ONE), Scenario.of(AMEND_TOO_FAR, AMEND_UP)));
        for (InitialState initial : List.of(InitialState.ALONE, InitialState.STRANGER,
                InitialState.NO_ROOM, InitialState.ROOM_FOR_ONE, InitialState.ROOM_TO_EXTEND_ONCE,
                TwoResources.HELD, TwoResources.CONFIRMED)) {
            for (Sent change : List.of(EXTEND, EXTEND_HARDLY, AMEND_UP, AMEND_TOO_FAR, AMEND_DOWN,
                    AMEND_SWAP, AMEND_MIX, AMEND_MIX_OTHER, AMEND_UNITS)) {
                for (Duration ahead : List.of(Duration.ZERO, AHEAD, LATE)) {
                    twins.add(Scenario.in(initial, change, change.later(ahead)));
                }
            }
        }
        explore("duplicates of changes", twins, MORE);
    }

    @Test
    void amendmentsInThrees() {
        explore("amendments in threes", List.of(
                Scenario.of(AMEND_UP, CONFIRM, BOOK),
                Scenario.of(AMEND_SWAP, CONFIRM, BOOK_BOTH),
                Scenario.of(AMEND_SWAP, AMEND_SWAP, CONFIRM),
                Scenario.of(AMEND_UP, AMEND_UP_OTHER, RELEASE_PART),
                Scenario.of(AMEND_UP, AMEND_UP_OTHER, BOOK),
                Scenario.of(AMEND_UP, AMEND_DOWN, RELEASE_ONE),
                Scenario.of(AMEND_MIX, AMEND_SWAP, RELEASE),
                Scenario.of(AMEND_UP, AMEND_UP.later(LATE), SETTLER),
                Scenario.of(AMEND_UP, BOOK_BOTH, RELEASE_ONE),
                Scenario.of(CLOSE, OPEN, AMEND_UP),
                Scenario.of(CLOSE, AMEND_UP, AMEND_UP),
                Scenario.of(CUT, GROW, AMEND_TOO_FAR),
                Scenario.in(InitialState.STRANGER, AMEND_UP, AMEND_DOWN, CONFIRM_STRANGER),
                Scenario.in(TwoResources.HELD, AMEND_MIX_OTHER, AMEND_MIX_OTHER.later(LATE),
                        SETTLER),
                Scenario.in(TwoResources.CONFIRMED, AMEND_MIX_OTHER, AMEND_SWAP, BOOK_BOTH),
                Scenario.in(TwoResources.OPPOSITE, AMEND_SWAP, AMEND_SWAP_STRANGER, BOOK_BOTH),
                Scenario.in(TwoResources.OPPOSITE, AMEND_SWAP, AMEND_SWAP_STRANGER, SETTLER)),
                MORE);
    }

    @Test
    void extensionsInThrees() {
        explore("extensions in threes", List.of(
                Scenario.of(EXTEND, CONFIRM, SETTLER),
                Scenario.of(EXTEND, CONFIRM.later(LATE), SETTLER),
                Scenario.of(EXTEND, EXTEND.later(AHEAD), SETTLER),
                Scenario.of(EXTEND, EXTEND.later(AHEAD), EXTEND_OTHER),
                Scenario.of(EXTEND, EXTEND.later(AHEAD), AMEND_UP),
                Scenario.of(EXTEND, SETTLER, SETTLER.later(Duration.ofMinutes(4))),
                Scenario.of(EXTEND_HARDLY, EXTEND_HARDLY.later(AHEAD), CONFIRM),
                Scenario.in(InitialState.STRANGER, EXTEND, CONFIRM_STRANGER, SETTLER),
                Scenario.in(TwoResources.HELD, EXTEND, EXTEND.later(AHEAD), CONFIRM)), MORE);
    }
}
