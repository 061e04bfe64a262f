package io.holdfast.domain.audit;

import io.holdfast.domain.resource.ExpiryWheel;
import java.time.Duration;
import java.time.Instant;

/**
 * What times and slots can be, if the clocks of those who wrote them differ by a quarter of an hour
 * at most. No promise but the ends of holds depends on a clock, so a finding about a time says that
 * a clock was wrong, or that somebody has changed the item.
 */
final class Clocks {
    /** More than any two hosts that synchronize their clocks differ. */
    static final Duration DIFFER = Duration.ofMinutes(15);

    private static final int SECONDS_PER_MINUTE = 60;
    /** Seconds of the shortest hold that has slots of two minutes, for each minute of the slot. */
    private static final int SHORTEST_PER_SLOT = 180;
    private static final int WIDEST_SLOT = 2_048;

    private Clocks() {}

    /** Whether a clock may have read {@code at}, when another reads {@code now}. */
    static boolean isPast(Instant at, Instant now) {
        return !at.isAfter(now.plus(DIFFER));
    }

    /** Whether the second may have followed the first. */
    static boolean mayFollow(Instant first, Instant second) {
        return !second.isBefore(first.minus(DIFFER));
    }

    /** Whether all holds of the slot may have expired when a clock reads {@code now}. */
    static boolean mayHaveExpired(long slot, Instant now) {
        return ExpiryWheel.hasExpired(slot, now.plus(DIFFER));
    }

    /**
     * Whether a hold that was made at {@code latest} or earlier can end at the slot. Earlier, since
     * another delivery of its command may have noted it, by another clock; the longer ago that is,
     * the longer the hold, and the wider its slots.
     */
    static boolean canEndAt(long slot, Instant latest) {
        long made = latest.plus(DIFFER).getEpochSecond();
        for (long width = 1; width <= WIDEST_SLOT; width *= 2) {
            long longest = Math.min(ExpiryWheel.LONGEST.toSeconds(),
                    2 * SHORTEST_PER_SLOT * width - 1);
            if (slot % width == 0 && made + longest > (slot - width) * SECONDS_PER_MINUTE) {
                return true;
            }
        }
        return false;
    }
}
