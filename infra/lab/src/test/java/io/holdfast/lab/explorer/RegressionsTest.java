package io.holdfast.lab.explorer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import io.holdfast.lab.race.TwoResources;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Schedules that once broke a promise, each as one line. Those of the protocol with transactions
 * are gone with it; what they were about is in the pairs and the triples.
 */
class RegressionsTest {
    private static final Duration LATE = Duration.ofMinutes(2);

    /**
     * HOLD_EXPIRED was recorded after another confirm had given the same command the answer
     * COMMITTED.
     */
    @Test
    void aFailureUnderWayDoesNotOverturnAConfirm() {
        replay(Scenario.of(RacingCommands.CONFIRM.later(LATE), RacingCommands.CONFIRM_OTHER,
                RacingCommands.CONFIRM), "0 1 1 1 1 2 0 0");
    }

    @Test
    void aFailureUnderWayDoesNotOverturnARelease() {
        replay(Scenario.of(RacingCommands.RELEASE.later(LATE), RacingCommands.RELEASE_OTHER,
                RacingCommands.RELEASE), "0 1 1 1 1 1 2 0 0");
    }

    /** The failure's evidence was empty, and could not be read back. */
    @Test
    void aFailureWithoutEvidenceIsReadBack() {
        replay(Scenario.of(RacingCommands.RELEASE, RacingCommands.CONFIRM),
                "0 0 0 0 0 1 1~ 1 1");
    }

    /**
     * The specification judged the CONTENTION of a group's member by what the group had read, which
     * the member's own look could not read.
     */
    @Test
    void aMemberThatCouldNotReadIsHindered() {
        replay(Scenario.in(InitialState.ALONE.withDefining("growth", "void",
                Duration.ofSeconds(5)), RacingCommands.GROUP),
                "0A 0X 0Y 0 0 0X 0A 0Y 0X 0mdead-command");
    }

    /**
     * An attempt that started anew noted under the same nonce again. Who had proven the first
     * intent void took off the second one, and with it units of a COMMITTED hold.
     */
    @Test
    void whoeverHasProvenAnIntentVoidTakesOffThatOneOnly() {
        Scenario scenario = Scenario.in(TwoResources.HELD, RacingCommands.EXTEND,
                RacingCommands.EXTEND.later(Duration.ofSeconds(11)), RacingCommands.SETTLER);
        String schedule = "0 0A 0B 0 1 1A 1B 1 1 0 2A 2Z 2 2 0 0A 0B 2A 0 0 2Z 2 0 2";
        replay(scenario, schedule);

        assertThatThrownBy(() -> new Explorer(0, Rig.ledger(Mutants.KeepsItsNonce::new))
                .replay(scenario, schedule))
                .hasMessageStartingWith("units held are those of the holds");
    }

    private static void replay(Scenario scenario, String schedule) {
        new Explorer(0).replay(scenario, schedule);
    }
}
