package io.holdfast.domain;

import java.util.List;
import java.util.OptionalLong;

/**
 * The one write that admits a booking: every resource changed under its guard and the booking put
 * if absent, all in one transaction.
 *
 * @param booking as it will stand
 * @param guarded the lines with their guards
 */
public record BookingCommit(Booking booking, List<GuardedLine> guarded) {
    /**
     * A line, what becomes of its resource, and what must still be true of it when the write
     * arrives.
     *
     * @param expectedVersion that the caller insists on
     * @param slot that the units are held in; empty to take them for good
     * @param collected expired slots that the same write gives back
     */
    public record GuardedLine(Line line, OptionalLong expectedVersion, OptionalLong slot,
            ExpiredSlots collected) {}

    public BookingCommit {
        guarded = List.copyOf(guarded);
    }
}
