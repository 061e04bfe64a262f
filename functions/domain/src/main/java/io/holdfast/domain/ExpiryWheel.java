package io.holdfast.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * When holds expire. Expiry times are rounded up to slots, coarser for longer holds, so that a
 * resource carries few of them (design section 3):
 *
 * <pre>
 * hold            slots of     live at most
 * up to 15 min    1 min        16
 * up to 4 h       15 min       17
 * up to 7 d       12 h         15
 * </pre>
 *
 * A slot is named by the epoch minute at which its holds expire.
 */
public final class ExpiryWheel {
    /** The shortest hold. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);
    /** The longest hold. */
    public static final Duration LONGEST = Duration.ofDays(7);
    /** Live slots that one resource can have. */
    public static final int LIVE_SLOTS = 48;

    private static final Duration FINE = Duration.ofMinutes(15);
    private static final Duration MIDDLE = Duration.ofHours(4);
    private static final long SECONDS_PER_MINUTE = 60;

    private ExpiryWheel() {}

    /** The slot of a hold made at {@code now}: never before {@code now + hold}. */
    public static long slot(Instant now, Duration hold) {
        long stepMinutes = step(hold).toMinutes();
        Instant expiry = now.plus(hold);
        long floor = Math.floorDiv(expiry.getEpochSecond(), SECONDS_PER_MINUTE);
        long minutes = expiresAt(floor).isBefore(expiry) ? floor + 1 : floor;
        return Math.ceilDiv(minutes, stepMinutes) * stepMinutes;
    }

    /** Whether the holds of the slot have expired, by the clock that reads {@code now}. */
    public static boolean hasExpired(long slot, Instant now) {
        return !now.isBefore(expiresAt(slot));
    }

    public static Instant expiresAt(long slot) {
        return Instant.ofEpochSecond(slot * SECONDS_PER_MINUTE);
    }

    private static Duration step(Duration hold) {
        if (hold.compareTo(FINE) <= 0) {
            return Duration.ofMinutes(1);
        }
        return hold.compareTo(MIDDLE) <= 0 ? Duration.ofMinutes(15) : Duration.ofHours(12);
    }
}
