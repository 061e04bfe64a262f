package io.holdfast.domain.listing;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.listing.Listing.Part;
import io.holdfast.domain.listing.Listing.Reading;
import io.holdfast.domain.listing.Listing.Reading.Entries;
import io.holdfast.domain.listing.Listing.Reading.NotRead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A caller's question for one page of a list.
 *
 * @param after the cursor of the page before; empty for the first page
 * @param limit bookings on the page at most, 1 to 100
 * @param now by which holds have expired or not
 */
public record ListQuery(ListKey key, StateFilter filter, Optional<Cursor> after, int limit,
        Instant now) {
    /** Entries that one request of the listing reads, after a first one that reads the limit. */
    static final int CHUNK = 100;
    /** Requests that one page makes; then it is short, and the caller goes on after it. */
    static final int MOST_REQUESTS = 6;

    public ListQuery {
        InvalidInput.requireRange("limit", limit, 1, Limits.LISTED);
        if (after.isPresent() && after.get().slot().isPresent() != filter.slots(now).isPresent()) {
            throw Cursor.foreign();
        }
    }

    /**
     * Reads the page. Entries that the filter leaves out are read too, so that a page may be short,
     * or empty, and not be the last.
     */
    public Result read(Function<Part, Reading> listing) {
        Optional<Slots> slots = filter.slots(now);
        Optional<Cursor> place = start(slots);
        List<ListedBooking> found = new ArrayList<>();
        boolean more = slots.isEmpty() || place.isEmpty()
                || !slots.get().isBelow(place.get().slot().orElseThrow());
        for (int request = 0; more && found.size() < limit && request < MOST_REQUESTS; request++) {
            int most = request == 0 ? limit : CHUNK;
            switch (listing.apply(new Part(key, slots, place, most))) {
                case NotRead(var reason) -> {
                    return new Result.NotRead(reason);
                }
                case Entries entries -> {
                    place = advance(entries, found, place);
                    more = entries.more() || !isLast(entries, place);
                }
            }
        }
        return new Result.Page(found, more ? place : Optional.empty());
    }

    /** Adds what the page shows, as long as it has room; returns the place after the last. */
    private Optional<Cursor> advance(Entries entries, List<ListedBooking> found,
            Optional<Cursor> before) {
        Optional<Cursor> place = before;
        for (ListedBooking entry : entries.entries()) {
            if (found.size() == limit) {
                break;
            }
            if (filter.admits(entry, now)) {
                found.add(entry);
            }
            place = Optional.of(cursor(entry));
        }
        return place;
    }

    private boolean isLast(Entries entries, Optional<Cursor> place) {
        return entries.entries().isEmpty()
                || place.equals(Optional.of(cursor(entries.entries().getLast())));
    }

    private Cursor cursor(ListedBooking entry) {
        return filter.slots(now).isPresent() ? Cursor.ofHold(entry) : Cursor.of(entry);
    }

    // The holds after the cursor have all expired since the page before: the next live one is the
    // first of the range, and a place outside of the range is an error to the store.
    private Optional<Cursor> start(Optional<Slots> slots) {
        return after.filter(cursor -> slots.isEmpty()
                || !slots.get().isAbove(cursor.slot().orElseThrow()));
    }

    /** What came of it. */
    public sealed interface Result {
        /**
         * A page.
         *
         * @param next the cursor of the page after it; empty if this is the last
         */
        record Page(List<ListedBooking> bookings, Optional<Cursor> next) implements Result {
            public Page {
                bookings = List.copyOf(bookings);
            }
        }

        /** The listing did not answer; nothing is known. */
        record NotRead(Reason reason) implements Result {}
    }
}
