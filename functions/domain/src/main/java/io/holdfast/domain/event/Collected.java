package io.holdfast.domain.event;

import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.listing.Slots;
import io.holdfast.domain.resource.Resource;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Slots that a write to a resource has collected (design section 3). The write names no booking, so
 * the holds in these slots are found in the listing, and each is read before it is said to have
 * expired.
 */
public final class Collected {
    private Collected() {}

    /** The range of the collected slots; empty if the write collected none. */
    public static Optional<Slots> slots(ItemChange.OfResource change) {
        long watermark = change.after().expiredThrough();
        SortedSet<Long> slots = new TreeSet<>();
        change.before().ifPresent(before -> slots.addAll(before.expiring().keySet()));
        slots.removeAll(change.after().expiring().keySet());
        slots.removeIf(slot -> slot > watermark);
        return slots.isEmpty()
                ? Optional.empty()
                : Optional.of(new Slots(slots.first(), slots.last()));
    }

    /**
     * The event of a hold whose slot the resource has collected. There is none while a command on
     * it is noted there: its verdict says what becomes of the hold.
     */
    public static Optional<Event> expired(Booking booking, Resource resource) {
        return booking.admission()
                .filter(admission -> admission.state() == BookingState.HELD)
                .filter(admission -> admission.slot().orElseThrow() <= resource.expiredThrough())
                .filter(admission -> !resource.intents().containsKey(booking.id()))
                .map(admission -> new Event.OfExpiry(booking));
    }
}
