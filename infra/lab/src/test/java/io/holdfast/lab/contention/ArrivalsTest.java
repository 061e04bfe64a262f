package io.holdfast.lab.contention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.lab.contention.Arrivals.Burst;
import io.holdfast.lab.contention.Arrivals.Poisson;
import io.holdfast.lab.contention.Arrivals.Recorded;
import io.holdfast.lab.contention.Arrivals.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** When attempts arrive. */
class ArrivalsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void independentArrivalsHaveTheirRateAndAsMuchVarianceAsMean() {
        List<Long> instants = instants(new Poisson(1_000, Duration.ofSeconds(100)));

        assertThat(instants).isSorted().hasSizeBetween(99_000, 101_000)
                .allMatch(at -> at >= 0 && at < Duration.ofSeconds(100).toNanos());
        double[] ofMillis = new double[100_000];
        instants.forEach(at -> ofMillis[(int) (at / 1_000_000)]++);
        double mean = instants.size() / 100_000.0;
        double variance = 0;
        for (double count : ofMillis) {
            variance += (count - mean) * (count - mean) / ofMillis.length;
        }
        assertThat(variance / mean).isBetween(0.97, 1.03);
    }

    @Test
    void aPartBeginsWhereThePartBeforeItEnds() {
        Arrivals sequence = new Sequence(List.of(new Poisson(100, SECOND), new Burst(3),
                new Recorded(List.of(Duration.ofMillis(5), Duration.ofMillis(7))),
                new Poisson(10, SECOND)));

        List<Long> instants = instants(sequence);

        assertThat(sequence.length()).isEqualTo(Duration.ofMillis(2_007));
        assertThat(instants).isSorted().contains(1_000_000_000L, 1_005_000_000L, 1_007_000_000L)
                .filteredOn(at -> at == 1_000_000_000L).hasSize(3);
        assertThat(instants.getLast()).isBetween(1_007_000_000L, 2_007_000_000L);
    }

    @Test
    void whatCannotBeIsRejected() {
        assertThatThrownBy(() -> new Poisson(0, SECOND)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Poisson(1, Duration.ofDays(8))).hasMessageContaining("last");
        assertThatThrownBy(() -> new Burst(0)).hasMessageContaining("burst");
        assertThatThrownBy(() -> new Recorded(List.of(SECOND, Duration.ZERO)))
                .hasMessageContaining("order");
        assertThatThrownBy(() -> new Sequence(List.of())).hasMessageContaining("parts");
        Experiment baseline = Experiment.of(Design.TRANSACTION, 1, SECOND);
        assertThatThrownBy(() -> baseline.withDoor(Door.QUEUE)).hasMessageContaining("baseline");
        assertThatThrownBy(() -> baseline.withResources(51)).hasMessageContaining("resources");
    }

    private static List<Long> instants(Arrivals arrivals) {
        List<Long> instants = new ArrayList<>();
        arrivals.instants(new SplittableRandom(1)).forEachRemaining(instants::add);
        return instants;
    }
}
