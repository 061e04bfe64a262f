package io.holdfast.domain.event;

import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.Optional;

/** The change of one item by one write, as the table's stream reports it. */
public sealed interface ItemChange {
    /** A booking was written for the first time, or once more. */
    record OfBooking(Optional<Booking> before, Booking after) implements ItemChange {}

    /**
     * A resource was written.
     *
     * @param at the time of the write, by the store's clock, to the second
     */
    record OfResource(Optional<Resource> before, Resource after, Instant at)
            implements
                ItemChange {}

    /** A change that publishes no event: of a definition, or of an item that was deleted. */
    record OfOther() implements ItemChange {}
}
