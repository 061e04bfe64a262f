package io.holdfast.domain.listing;

import io.holdfast.domain.Reason;
import io.holdfast.domain.ledger.Writing;
import java.util.List;
import java.util.Optional;

/**
 * The port to the listing, which the stream keeps beside the table: nothing that decides a command
 * reads it. Every call is one request that is sent once; its result is a value. Reads may be late.
 */
public interface Listing {
    /**
     * Writes an entry unless the listing has one of at least its version.
     *
     * @return Refused if it has one, which is as good as Applied
     */
    Writing put(ListedBooking entry);

    /** Reads entries of one list, in its order. */
    Reading read(Part part);

    /**
     * The part of a list to read.
     *
     * @param slots only holds that expire at one of these slots, in that order; otherwise the order
     *        is that of the bookings' ids
     * @param after the entry before the first one; empty for the start
     * @param most entries, 1 to 100
     */
    record Part(ListKey key, Optional<Slots> slots, Optional<Cursor> after, int most) {}

    /** The result of a read. */
    sealed interface Reading {
        /**
         * Entries that were read.
         *
         * @param more whether the list may have more of them
         */
        record Entries(List<ListedBooking> entries, boolean more) implements Reading {
            public Entries {
                entries = List.copyOf(entries);
            }
        }

        /** Nothing is known. The reason is THROTTLED or STORE_ERROR. */
        record NotRead(Reason reason) implements Reading {}
    }
}
