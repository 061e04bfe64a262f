package io.holdfast.lab.explorer;

import io.holdfast.lab.Engine;
import org.junit.jupiter.api.Test;

/** Schedules that once broke a promise, each as one line. */
class RegressionsTest {
    /** HOLD_EXPIRED was recorded after the same command had been told COMMITTED because of another. */
    @Test
    void aFailureUnderWayDoesNotOverturnAConfirm() {
        Scenario.of(Commands.CONFIRM_LATE, Commands.CONFIRM_OTHER, Commands.CONFIRM)
                .replay(Engine.embedded(), "0 1 1 2 0");
    }

    @Test
    void aFailureUnderWayDoesNotOverturnARelease() {
        Scenario.of(Commands.RELEASE_LATE, Commands.RELEASE_OTHER, Commands.RELEASE)
                .replay(Engine.embedded(), "0 1 1 2 0");
    }

    /** The failure's evidence was empty, and could not be read back. */
    @Test
    void aFailureWithoutEvidenceIsReadBack() {
        Scenario.of(Commands.RELEASE, Commands.CONFIRM)
                .replay(Engine.embedded(), "0 0 1 1?");
    }

    /** The specification judged a replayed refusal by the clock of who was told it, not of who decided it. */
    @Test
    void aRefusalIsJudgedByTheClockThatDecidedIt() {
        Scenario.of(Commands.CROWD, Commands.GROUP).replay(Engine.embedded(), "0 0 1 0 0 1");
    }
}
