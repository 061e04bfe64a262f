package io.holdfast.domain.listing;

import io.holdfast.domain.booking.VisibleState;
import io.holdfast.domain.resource.ExpiryWheel;
import java.time.Instant;
import java.util.Optional;

/** Which bookings a list shows, by the state that a reader sees. */
public enum StateFilter {
    /** Those that have units there now: confirmed ones, and holds that have not expired. */
    PRESENT,
    /** Holds that have not expired, and have units there. */
    HELD,
    /** Confirmed bookings that have units there. */
    CONFIRMED,
    /** Bookings that were released as a whole. */
    RELEASED,
    /** Holds that expired before they were confirmed or released, and had units there. */
    EXPIRED,
    /** Every booking that was ever committed there. */
    ALL;

    /** Whether a list shows the booking at {@code now}. */
    public boolean admits(ListedBooking booking, Instant now) {
        VisibleState state = booking.stateAt(now);
        return switch (this) {
            case PRESENT -> booking.hasUnits()
                    && (state == VisibleState.HELD || state == VisibleState.CONFIRMED);
            case HELD -> booking.hasUnits() && state == VisibleState.HELD;
            case CONFIRMED -> booking.hasUnits() && state == VisibleState.CONFIRMED;
            case RELEASED -> state == VisibleState.RELEASED;
            case EXPIRED -> booking.hasUnits() && state == VisibleState.EXPIRED;
            case ALL -> true;
        };
    }

    /** The slots of the holds to read; empty if it is not only holds that can be shown. */
    Optional<Slots> slots(Instant now) {
        long last = ExpiryWheel.lastExpired(now);
        return switch (this) {
            case HELD -> Optional.of(new Slots(last + 1, Long.MAX_VALUE));
            case EXPIRED -> Optional.of(new Slots(0, last));
            case PRESENT, CONFIRMED, RELEASED, ALL -> Optional.empty();
        };
    }
}
