package io.holdfast.domain.resource;

import java.time.Duration;
import java.time.Instant;

/**
 * When holds expire. Expiry times are rounded up to slots, coarser for longer holds, so that a
 * resource carries few of them (design section 3). A slot's size is the greatest power of two of
 * minutes that is at most a third of the hold, and at least one minute:
 *
 * <pre>
 * hold from   slots of   lives at most
 * 1 s         1 min      1 min longer than asked
 * 6 min       2 min      a third longer than asked, from here on
 * 12 min      4 min
 * ...         ...
 * 6,144 min   2,048 min
 * </pre>
 *
 * Sizes are powers of two so that coarse slots are also fine ones: holds of all lengths share them.
 * A slot is named by the epoch minute at which its holds expire.
 */
public final class ExpiryWheel {
    /** The shortest hold. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);
    /** The longest hold. */
    public static final Duration LONGEST = Duration.ofDays(7);
    /** Live slots that one resource can have. */
    public static final int LIVE_SLOTS = 49;

    private static final int THIRD = 3;
    private static final long SECONDS_PER_MINUTE = 60;

    private ExpiryWheel() {}

    /** The slot of a hold made at {@code now}: never before {@code now + hold}. */
    public static long slot(Instant now, Duration hold) {
        long slotMinutes = slotMinutes(hold);
        Instant expiry = now.plus(hold);
        long floor = Math.floorDiv(expiry.getEpochSecond(), SECONDS_PER_MINUTE);
        long minutes = expiresAt(floor).isBefore(expiry) ? floor + 1 : floor;
        return Math.ceilDiv(minutes, slotMinutes) * slotMinutes;
    }

    /** Whether the holds of the slot have expired, by the clock that reads {@code now}. */
    public static boolean hasExpired(long slot, Instant now) {
        return !now.isBefore(expiresAt(slot));
    }

    /** The highest slot whose holds have expired, by the clock that reads {@code now}. */
    public static long lastExpired(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), SECONDS_PER_MINUTE);
    }

    public static Instant expiresAt(long slot) {
        return Instant.ofEpochSecond(slot * SECONDS_PER_MINUTE);
    }

    private static long slotMinutes(Duration hold) {
        long wholeMinutesOfAThird = hold.toSeconds() / (THIRD * SECONDS_PER_MINUTE);
        return Math.max(1, Long.highestOneBit(wholeMinutesOfAThird));
    }
}
