package io.holdfast.domain.event;

import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.listing.Slots;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Resource;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
     * The event of a hold whose slot the resource has collected, if it still has units there. There
     * is none while a command on it is under way there, which may still be COMMITTED.
     */
    public static Optional<Event> expired(Booking booking, Resource resource) {
        return booking.admission()
                .filter(admission -> admission.state() == BookingState.HELD)
                .filter(admission -> admission.slot().orElseThrow() <= resource.expiredThrough())
                .filter(admission -> admission.currentLines().stream()
                        .anyMatch(line -> line.resource().equals(resource.id())))
                .filter(admission -> !isUnderWay(booking, resource.intents().get(booking.id())))
                .map(admission -> new Event.OfExpiry(booking));
    }

    // An intent that was planned on an earlier version is decided, also that of the hold itself.
    private static boolean isUnderWay(Booking booking, @Nullable OfBooking intent) {
        return intent != null && intent.seen() >= booking.version();
    }
}
