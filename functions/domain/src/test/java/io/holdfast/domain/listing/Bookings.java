package io.holdfast.domain.listing;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Bookings to be listed. */
public final class Bookings {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    /** The slot that expires at noon. */
    public static final long NOON_SLOT = NOON.getEpochSecond() / 60;

    private Bookings() {}

    /** A line of 5 units. */
    public static Line line(String resource, long remaining) {
        return new Line(new ResourceId(resource), 5, remaining, new Nonce("0123456789abcdef"));
    }

    public static Booking held(String id, long version, long slot, Line... lines) {
        return booking(id, version, new Admission(BookingState.HELD, List.of(lines),
                OptionalLong.of(slot), Optional.empty(), Optional.empty()));
    }

    public static Booking confirmed(String id, long version, Line... lines) {
        return booking(id, version, Admission.confirmed(List.of(lines), NOON));
    }

    public static Booking released(String id, long version, Line... lines) {
        return booking(id, version, Admission.confirmed(List.of(lines), NOON)
                .release(Arrays.stream(lines).map(line -> line.release(line.remaining())).toList(),
                        NOON));
    }

    private static Booking booking(String id, long version, Admission admission) {
        return new Booking(new BookingId(id), version, new Fingerprint("0".repeat(64)),
                new Verdict.Committed(NOON), Optional.of(admission), Map.of(),
                Optional.of("order 4711"));
    }
}
