package io.holdfast.lab.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.explorer.Explorer.Tally;
import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two attempts at once on a resource with room both commit, in every order of their requests. */
class TwoBookingsAtOnceTest {
    private static final InitialState ROOM = InitialState.ALONE.withRoom(3);

    @Test
    void twoBookingsBothCommitInEveryOrder() {
        Tally tally = new Explorer(0).explore(Scenario
                .in(ROOM, RacingCommands.BOOK, RacingCommands.BOOK_OTHER).committed());

        assertThat(tally.schedules()).isGreaterThan(200);
    }

    @Test
    void everyTwoThatTakeUnitsBothCommit() {
        List.of(Scenario.in(ROOM, RacingCommands.BOOK, RacingCommands.HOLD),
                Scenario.in(ROOM, RacingCommands.HOLD, RacingCommands.HOLD_OTHER),
                Scenario.in(ROOM, RacingCommands.BOOK, RacingCommands.BOOK),
                Scenario.in(ROOM, RacingCommands.BOOK, RacingCommands.BOOK_BOTH),
                Scenario.in(ROOM, RacingCommands.BOOK, RacingCommands.CONFIRM),
                Scenario.in(ROOM, RacingCommands.BOOK, RacingCommands.RELEASE_ONE),
                Scenario.in(ROOM, RacingCommands.BOOK, RacingCommands.GROUP_OTHER),
                Scenario.in(ROOM, RacingCommands.HOLD, RacingCommands.GROW),
                Scenario.in(ROOM, RacingCommands.CONFIRM, RacingCommands.GROW),
                Scenario.in(InitialState.STRANGER, RacingCommands.CONFIRM,
                        RacingCommands.CONFIRM_STRANGER))
                .forEach(scenario -> new Explorer(0).explore(scenario.committed()));
    }

    @Test
    void threeBookingsAllCommit() {
        new Explorer(0).explore(Scenario.in(ROOM, RacingCommands.BOOK, RacingCommands.BOOK_OTHER,
                RacingCommands.HOLD).committed());
    }
}
