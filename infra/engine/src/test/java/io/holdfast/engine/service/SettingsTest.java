package io.holdfast.engine.service;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Settings that no store can have. */
class SettingsTest {
    private static final Duration MILLI = Duration.ofMillis(1);

    private static ServiceTimes times(Duration read, double sigma, double slow,
            Duration answerTimeout) {
        return new ServiceTimes(MILLI, read, MILLI, sigma, slow, MILLI, MILLI, answerTimeout);
    }

    @Test
    void timesAreNotNegative() {
        assertThatThrownBy(() -> times(MILLI.negated(), 0, 0, Duration.ofSeconds(1)))
                .hasMessageContaining("must not be negative: PT-0.001S");
    }

    @Test
    void theSpreadIsNotNegativeAndAShareIsAtMostAll() {
        assertThatThrownBy(() -> times(MILLI, -1, 0, Duration.ofSeconds(1)))
                .hasMessageContaining("sigma -1.0");
        assertThatThrownBy(() -> times(MILLI, 0, 1.5, Duration.ofSeconds(1)))
                .hasMessageContaining("share 1.5");
    }

    @Test
    void aCallerWaitsUntilARequestHasArrived() {
        assertThatThrownBy(() -> times(MILLI, 0, 0, MILLI)).hasMessageContaining("PT0.001S");
    }

    @Test
    void anItemIsTakenForLongerThanSlowWritesAloneTake() {
        assertThatThrownBy(() -> ServiceTimes.PUBLISHED.withItemsTakenFor(Duration.ofNanos(99)))
                .hasMessageContaining("slow writes alone");
    }

    @Test
    void aPartitionHasUnits() {
        assertThatThrownBy(() -> new ServiceThroughput(0, 1, MILLI, false, 1, ""))
                .hasMessageContaining("must be positive");
        assertThatThrownBy(() -> new ServiceThroughput(1, 1, MILLI, false, 0, ""))
                .hasMessageContaining("must be positive");
    }

    @Test
    void anOutageEndsAfterItBeginsAndItsSharesAreAtMostAll() {
        assertThatThrownBy(() -> Outage.between(MILLI, Duration.ZERO))
                .hasMessageContaining("PT0.001S to PT0S");
        assertThatThrownBy(() -> new Outage(MILLI, MILLI, 2, 0, MILLI))
                .hasMessageContaining("shares: 2.0");
    }
}
