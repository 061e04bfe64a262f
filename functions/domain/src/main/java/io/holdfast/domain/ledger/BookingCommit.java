package io.holdfast.domain.ledger;

import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.ResourceKey;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The one write that admits a booking, or a group of bookings of one resource: every resource
 * changed once, under its guard, and each booking put if absent, all in one transaction.
 *
 * @param bookings as they will stand
 * @param takings what they take, one for each resource
 */
public record BookingCommit(List<Booking> bookings, List<Taking> takings) {
    /**
     * What is taken of one resource, and what must still be true of it when the write arrives.
     *
     * @param confirmed units taken for good
     * @param held units taken by slot
     * @param expectedVersion that the caller insists on
     * @param collected expired slots that the same write gives back
     */
    public record Taking(ResourceKey key, long confirmed, SortedMap<Long, Long> held,
            OptionalLong expectedVersion, ExpiredSlots collected) {
        public Taking {
            held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
        }

        /** Units taken in all. */
        public long units() {
            return confirmed + held.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    public BookingCommit {
        bookings = List.copyOf(bookings);
        takings = List.copyOf(takings);
    }

    public List<ResourceKey> keys() {
        return takings.stream().map(Taking::key).toList();
    }
}
