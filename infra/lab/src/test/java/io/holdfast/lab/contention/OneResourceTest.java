package io.holdfast.lab.contention;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.contention.Measured.Second;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What one resource sells under load, in virtual time, by the real handlers, on the service as
 * published. The figures are exact: one seed has one history.
 */
class OneResourceTest {
    private static final Duration P99 = Duration.ofMillis(25);
    /** Ten times what a bucket remembers; a longer sale only costs time. */
    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final int OVERLOAD_SECONDS = 60;

    @Test
    void aHundredASecondAreAllCommitted() {
        Measured measured = sell(100, LENGTH);

        assertThat(measured.answers()).containsOnlyKeys("COMMITTED");
        assertThat(writeUnitsPerBooking(measured)).isLessThanOrEqualTo(2.1);
        assertThat(measured.p99()).isLessThanOrEqualTo(P99);
    }

    @Test
    void ofFiveHundredASecondHardlyOneIsRefused() {
        Measured measured = sell(500, LENGTH);

        assertThat(committedOf(500, measured)).isGreaterThanOrEqualTo(495);
        assertThat(count(measured, "CONTENTION") + measured.conflicts())
                .isLessThanOrEqualTo(measured.offered() / 200);
        assertThat(writeUnitsPerBooking(measured)).isLessThanOrEqualTo(2.2);
        assertThat(measured.p99()).isLessThanOrEqualTo(P99);
    }

    @Test
    void ofAThousandASecondMostAreCommittedAndTheRestIsThrottled() {
        Measured measured = sell(1_000, LENGTH);

        assertThat(committedOf(1_000, measured)).isGreaterThanOrEqualTo(800);
        assertThat(measured.answers().keySet()).isSubsetOf("COMMITTED", "THROTTLED");
        assertThat(writeUnitsPerBooking(measured)).isLessThanOrEqualTo(3);
    }

    @Test
    void afterAnOverloadEveryAttemptIsCommittedWithinTwoSeconds() {
        Measured measured = Simulation.run(Experiment
                .of(Design.HOLDFAST, 2_000, Duration.ofSeconds(OVERLOAD_SECONDS))
                .then(200, Duration.ofSeconds(5)));

        assertThat(measured.answers()).containsKeys("COMMITTED", "THROTTLED", "UNDECIDED");
        List<Second> after = measured.seconds().subList(OVERLOAD_SECONDS + 2,
                OVERLOAD_SECONDS + 5);
        assertThat(after).extracting(Second::answers).allSatisfy(
                answers -> assertThat(answers).containsOnlyKeys("COMMITTED"));
        assertThat(after).extracting(Second::offered).allMatch(offered -> offered > 150);
    }

    @Test
    void ofTransactionsOneInSixIsCommitted() {
        Measured measured = Simulation
                .run(Experiment.of(Design.TRANSACTION, 500, LENGTH));

        assertThat(committedOf(500, measured)).isBetween(75.0, 85.0);
        assertThat(measured.answers()).containsOnlyKeys("COMMITTED", "CONTENTION");
        assertThat(writeUnitsPerBooking(measured)).isBetween(28.0, 33.0);
    }

    @Test
    void withAVersionLessThanHalfOfFiveHundredASecondAreCommitted() {
        Measured measured = Simulation
                .run(Experiment.of(Design.COMPARE_AND_SET, 500, LENGTH));

        assertThat(committedOf(500, measured)).isBetween(200.0, 250.0);
        assertThat(measured.answers()).containsOnlyKeys("COMMITTED", "CONTENTION");
    }

    private static Measured sell(double rate, Duration length) {
        return Simulation.run(Experiment.of(Design.HOLDFAST, rate, length));
    }

    /** Committed attempts a second, if exactly {@code rate} had arrived. */
    private static double committedOf(double rate, Measured measured) {
        return rate * measured.committed() / measured.offered();
    }

    private static double writeUnitsPerBooking(Measured measured) {
        return measured.writeUnits() / (double) measured.committed();
    }

    private static long count(Measured measured, String answer) {
        return measured.answers().getOrDefault(answer, 0L);
    }
}
