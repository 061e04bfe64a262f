package io.holdfast.lab.explorer;

import io.holdfast.lab.Engine;
import io.holdfast.lab.race.RacingCommands;
import org.junit.jupiter.api.Test;

/** Schedules that once broke a promise, each as one line. */
class RegressionsTest {
    /**
     * HOLD_EXPIRED was recorded after another confirm had given the same command the answer
     * COMMITTED.
     */
    @Test
    void aFailureUnderWayDoesNotOverturnAConfirm() {
        Scenario.of(RacingCommands.CONFIRM_LATE, RacingCommands.CONFIRM_OTHER,
                RacingCommands.CONFIRM)
                .replay(Engine.embedded(), "0 1 1 2 0");
    }

    @Test
    void aFailureUnderWayDoesNotOverturnARelease() {
        Scenario.of(RacingCommands.RELEASE_LATE, RacingCommands.RELEASE_OTHER,
                RacingCommands.RELEASE)
                .replay(Engine.embedded(), "0 1 1 2 0");
    }

    /** The failure's evidence was empty, and could not be read back. */
    @Test
    void aFailureWithoutEvidenceIsReadBack() {
        Scenario.of(RacingCommands.RELEASE, RacingCommands.CONFIRM)
                .replay(Engine.embedded(), "0 0 1 1?");
    }

    /**
     * The specification judged a replayed refusal by the clock of the replay, not of the decision.
     */
    @Test
    void aRefusalIsJudgedByTheClockThatDecidedIt() {
        Scenario.of(RacingCommands.CROWD, RacingCommands.GROUP).replay(Engine.embedded(),
                "0 0 1 0 0 1");
    }
}
