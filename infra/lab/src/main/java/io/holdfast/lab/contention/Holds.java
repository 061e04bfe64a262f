package io.holdfast.lab.contention;

import java.time.Duration;

/**
 * Bookings that are held, and confirmed later or never.
 *
 * @param duration for which a booking is held
 * @param confirmed the share of held bookings that are confirmed
 * @param confirmedAfter from the answer of a hold to its confirm
 */
public record Holds(Duration duration, double confirmed, Duration confirmedAfter) {
    public Holds {
        if (duration.isNegative() || duration.isZero() || confirmedAfter.isNegative()) {
            throw new IllegalArgumentException("a hold lasts, and is confirmed after it");
        }
        if (!(confirmed >= 0 && confirmed <= 1)) {
            throw new IllegalArgumentException("a share is 0 to 1, not " + confirmed);
        }
    }
}
