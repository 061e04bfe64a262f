package io.holdfast.domain.ledger;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The one port of the protocol: the store of resources and records. Reads are strongly consistent.
 * Every call is one request that is sent at most once; its result is a value. An exception means a
 * bug or a wrong setting, never an outcome.
 */
public interface Ledger {
    /** The same ledger, which reports each request that fails. A ledger that cannot fail is itself. */
    default Ledger reporting(Consumer<StoreFailure> failures) {
        return this;
    }

    /**
     * Reads items.
     *
     * @param ids 1 to 100; the image lacks those that the store did not return this time
     */
    Reading read(Set<Id> ids);

    /** Notes an intent, or several of one resource. */
    Writing note(ResourceWrite note);

    /** Takes intents off a resource. */
    Writing settle(Settle write);

    /** Writes one record: a decision, a failure or a fence. */
    Writing record(RecordWrite write);

    /**
     * Writes bookings of a group, each by itself: the result of one says nothing about another.
     *
     * @param bookings 1 to 25, of distinct ids
     * @return the result of each; a refusal may show no image
     */
    Map<BookingId, Writing> recordTogether(List<PutBooking> bookings);

    /** The result of a read. */
    sealed interface Reading {
        record Read(Image image) implements Reading {}

        /**
         * Nothing is known, not even that an item does not exist, so nothing may be decided. The
         * reason is THROTTLED or STORE_ERROR.
         */
        record NotRead(Reason reason) implements Reading {}
    }
}
