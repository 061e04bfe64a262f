package io.holdfast.lab.longrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HELD_FOR = Duration.ofMinutes(5);

    private final Findings findings = new Findings();
    private final Told told = new Told("b-1", findings);

    @Test
    void twoVerdictsOfOneBookingAreFound() {
        told.verdict(new Received("COMMITTED", "COMMITTED at noon", NOON));
        told.verdict(new Received("COMMITTED", "COMMITTED at noon", NOON));
        assertThat(findings.violations()).isEmpty();
        told.verdict(new Received("CONTENTION", "FAILED at noon", NOON));
        assertThat(findings.violations()).containsExactly(
                "b-1 got two verdicts: COMMITTED at noon and FAILED at noon");
    }

    @Test
    void aBookingThatStaysUndecidedIsFound() {
        told.verdict(Received.undecided(NOON));
        assertThat(findings.violations()).containsExactly("b-1 never got a verdict");
    }

    @Test
    void aHoldThatEndsTooEarlyIsFound() {
        told.confirm(expired(NOON.plus(HELD_FOR).plusNanos(1)), NOON, HELD_FOR);
        assertThat(findings.violations()).isEmpty();
        told.confirm(expired(NOON.plus(HELD_FOR)), NOON, HELD_FOR);
        assertThat(findings.violations())
                .containsExactly("b-1 was not held as long as promised");
    }

    private static Received expired(Instant askedAt) {
        return new Received("HOLD_EXPIRED", "FAILED", askedAt);
    }
}
