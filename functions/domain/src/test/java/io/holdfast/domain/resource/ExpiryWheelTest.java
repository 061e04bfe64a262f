package io.holdfast.domain.resource;

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
    private static final long LONGEST_SECONDS = ExpiryWheel.LONGEST.toSeconds();
    /** Minutes after which the wheel repeats itself: its coarsest slot. */
    private static final int TURN = 2_048;

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-03-01T12:00:00Z,    PT1S,     2026-03-01T12:01:00Z
            2026-03-01T12:00:00Z,    PT1M,     2026-03-01T12:01:00Z
            2026-03-01T12:00:00.001Z,PT1M,     2026-03-01T12:02:00Z
            2026-03-01T12:00:00Z,    PT5M59S,  2026-03-01T12:06:00Z
            2026-03-01T12:00:00Z,    PT6M,     2026-03-01T12:06:00Z
            2026-03-01T12:01:00Z,    PT6M,     2026-03-01T12:08:00Z
            2026-03-01T12:00:00Z,    PT10M,    2026-03-01T12:10:00Z
            2026-03-01T12:00:00Z,    PT15M,    2026-03-01T12:16:00Z
            2026-03-01T12:01:00Z,    PT4H,     2026-03-01T16:32:00Z
            2026-03-01T12:00:00Z,    PT4H1S,   2026-03-01T16:32:00Z
            2026-03-01T12:00:00Z,    P1D,      2026-03-02T16:00:00Z
            2026-03-01T12:00:00Z,    P7D,      2026-03-09T05:52:00Z
            1969-12-31T23:58:30Z,    PT1M,     1970-01-01T00:00:00Z
            """)
    void aHoldIsRoundedUpToItsSlot(Instant now, Duration hold, Instant expiresAt) {
        assertThat(ExpiryWheel.expiresAt(ExpiryWheel.slot(now, hold))).isEqualTo(expiresAt);
    }

    @Test
    void aSlotExpiresAtItsMinuteAndNotBefore() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        long slot = ExpiryWheel.slot(now, Duration.ofMinutes(1));

        assertThat(ExpiryWheel.hasExpired(slot, now.plusSeconds(60).minusNanos(1))).isFalse();
        assertThat(ExpiryWheel.hasExpired(slot, now.plusSeconds(60))).isTrue();
    }

    /** Of every duration there is, at moments of every kind. */
    @Test
    void aHoldLivesAtMostAThirdLongerThanAskedOrAMinute() {
        Random random = new Random(1);
        for (long seconds = 1; seconds <= LONGEST_SECONDS; seconds++) {
            Duration hold = Duration.ofSeconds(seconds);
            Duration most = hold.dividedBy(3).compareTo(Duration.ofMinutes(1)) > 0
                    ? hold.dividedBy(3)
                    : Duration.ofMinutes(1);
            requireWithin(Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)), hold, most);
            // The moment after which the next slot is the farthest.
            long slot = ExpiryWheel.slot(Instant.EPOCH.plusSeconds(random.nextLong(1L << 32)),
                    hold);
            requireWithin(ExpiryWheel.expiresAt(slot).minus(hold).plusNanos(1), hold, most);
        }
    }

    private static void requireWithin(Instant now, Duration hold, Duration most) {
        Duration longer = Duration.between(now.plus(hold),
                ExpiryWheel.expiresAt(ExpiryWheel.slot(now, hold)));
        if (longer.isNegative() || longer.compareTo(most) > 0) {
            throw new AssertionError(hold + " at " + now + " lives " + longer + " longer");
        }
    }

    /** Every slot of a longer hold is one that shorter holds use as well. */
    @Test
    void slotsNest() {
        Random random = new Random(2);
        for (int i = 0; i < 200_000; i++) {
            Duration longer = Duration.ofSeconds(random.nextLong(2, LONGEST_SECONDS + 1));
            Duration shorter = Duration.ofSeconds(random.nextLong(1, longer.toSeconds()));
            long slot = ExpiryWheel.slot(Instant.ofEpochSecond(random.nextLong(1L << 32)), longer);

            assertThat(ExpiryWheel.slot(ExpiryWheel.expiresAt(slot).minus(shorter), shorter))
                    .isEqualTo(slot);
        }
    }

    /**
     * Whatever holds were made until then, at each minute of a turn of the wheel and between minutes.
     * A live slot is reached by the longest hold of its size, made at the right moment: longer ones
     * have coarser slots.
     */
    @Test
    void aResourceHasABoundedNumberOfLiveSlots() {
        int most = 0;
        for (int minute = 0; minute < TURN; minute++) {
            Instant start = Instant.EPOCH.plus(Duration.ofMinutes(20 * TURN + minute));
            most = Math.max(most, liveSlots(start).size());
            most = Math.max(most, liveSlots(start.plusMillis(1)).size());
            most = Math.max(most, liveSlots(start.plusSeconds(2)).size());
        }
        assertThat(most).isEqualTo(ExpiryWheel.LIVE_SLOTS);
    }

    /** And random holds of any length, made at any time before, find no other slot. */
    @Test
    void noHoldFindsASlotBeyondThose() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            Instant end = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
            Set<Long> live = liveSlots(end);
            for (int hold = 0; hold < 1_000; hold++) {
                long seconds = random.nextLong(1, LONGEST_SECONDS >> random.nextInt(16));
                Instant made = end.minusMillis(random.nextLong(seconds * 1_000));
                long slot = ExpiryWheel.slot(made, Duration.ofSeconds(seconds));
                assertThat(ExpiryWheel.hasExpired(slot, end) || live.contains(slot)).isTrue();
            }
        }
    }

    private static Set<Long> liveSlots(Instant end) {
        Set<Long> live = new HashSet<>();
        for (long size = 1; size <= TURN; size *= 2) {
            // Six sizes long, less a second, are the longest holds of this size; of the last, a week.
            Duration longest = Duration
                    .ofSeconds(Math.min(6 * 60 * size - 1, LONGEST_SECONDS));
            long last = ExpiryWheel.slot(end, longest);
            for (long slot = last; !ExpiryWheel.hasExpired(slot, end); slot -= size) {
                Instant made = ExpiryWheel.expiresAt(slot).minus(longest);
                live.add(ExpiryWheel.slot(made.isAfter(end) ? end : made, longest));
            }
        }
        return live;
    }
}
