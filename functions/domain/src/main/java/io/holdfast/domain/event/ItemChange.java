package io.holdfast.domain.event;

import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.Optional;

/** What one write made of one item, as the table's stream tells it. */
public sealed interface ItemChange {
    /** A booking was written for the first time, or once more. */
    record OfBooking(Optional<Booking> before, Booking after) implements ItemChange {}

    /**
     * A resource was written.
     *
     * @param at when, by the store's clock, to the second
     */
    record OfResource(Optional<Resource> before, Resource after, Instant at)
            implements
                ItemChange {}

    /** Of an item whose changes are nobody's news: a definition, or one that somebody deleted. */
    record OfOther() implements ItemChange {}
}
