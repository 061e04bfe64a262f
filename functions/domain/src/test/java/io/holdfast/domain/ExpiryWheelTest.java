package io.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryWheelTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-03-01T12:00:00Z,    PT1S,     2026-03-01T12:01:00Z
            2026-03-01T12:00:00Z,    PT1M,     2026-03-01T12:01:00Z
            2026-03-01T12:00:00.001Z,PT1M,     2026-03-01T12:02:00Z
            2026-03-01T12:00:00Z,    PT15M,    2026-03-01T12:15:00Z
            2026-03-01T12:01:00Z,    PT15M,    2026-03-01T12:16:00Z
            2026-03-01T12:00:00Z,    PT15M1S,  2026-03-01T12:30:00Z
            2026-03-01T12:01:00Z,    PT4H,     2026-03-01T16:15:00Z
            2026-03-01T12:00:00Z,    PT4H1S,   2026-03-02T00:00:00Z
            2026-03-01T12:00:00Z,    P7D,      2026-03-08T12:00:00Z
            2026-03-01T12:00:01Z,    P7D,      2026-03-09T00:00:00Z
            1969-12-31T23:58:30Z,    PT1M,     1970-01-01T00:00:00Z
            """)
    void aHoldIsRoundedUpToItsStep(Instant now, Duration hold, Instant expiresAt) {
        assertThat(ExpiryWheel.expiresAt(ExpiryWheel.slot(now, hold))).isEqualTo(expiresAt);
    }

    @Test
    void aSlotExpiresAtItsMinuteAndNotBefore() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        long slot = ExpiryWheel.slot(now, Duration.ofMinutes(1));

        assertThat(ExpiryWheel.hasExpired(slot, now.plusSeconds(60).minusNanos(1))).isFalse();
        assertThat(ExpiryWheel.hasExpired(slot, now.plusSeconds(60))).isTrue();
    }

    @Test
    void noHoldIsShorterThanAskedNorMuchLonger() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            Instant now = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
            Duration hold = Duration.ofSeconds(random.nextLong(1, ExpiryWheel.LONGEST.toSeconds()));
            Duration lives = Duration.between(now,
                    ExpiryWheel.expiresAt(ExpiryWheel.slot(now, hold)));
            assertThat(lives).isGreaterThanOrEqualTo(hold)
                    .isLessThan(hold.plus(Duration.ofHours(12)).plusMinutes(1));
        }
    }

    /** Whatever the moments and durations: live slots at one instant are at most LIVE_SLOTS. */
    @Test
    void aResourceHasABoundedNumberOfLiveSlots() {
        Instant start = Instant.parse("2026-03-01T12:00:00Z");
        Instant end = start.plus(ExpiryWheel.LONGEST);
        Set<Long> live = new HashSet<>();
        for (Duration hold = ExpiryWheel.SHORTEST; hold
                .compareTo(ExpiryWheel.LONGEST) <= 0; hold = hold.plusSeconds(30)) {
            for (Instant made : new Instant[]{end.minus(hold).plusMillis(1), end}) {
                long slot = ExpiryWheel.slot(made, hold);
                if (!ExpiryWheel.hasExpired(slot, end)) {
                    live.add(slot);
                }
            }
        }
        assertThat(live).hasSizeBetween(40, ExpiryWheel.LIVE_SLOTS);
    }
}
