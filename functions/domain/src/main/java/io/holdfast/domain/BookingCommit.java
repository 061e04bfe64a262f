package io.holdfast.domain;

import java.util.List;
import java.util.OptionalLong;

/**
 * The one write that admits a booking: every resource changed under its guard and the booking put
 * if absent, all in one transaction.
 *
 * @param booking as it will stand
 * @param guarded the lines, each with the version that the caller insists on, if any
 */
public record BookingCommit(Booking booking, List<GuardedLine> guarded) {
    /** A line and what must still be true of its resource when the write arrives. */
    public record GuardedLine(Line line, OptionalLong expectedVersion) {}

    public BookingCommit {
        guarded = List.copyOf(guarded);
    }
}
