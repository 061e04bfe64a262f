package io.holdfast.lab.listing;

import io.holdfast.domain.listing.Cursor;
import io.holdfast.domain.listing.ListKey;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.listing.Listing;
import io.holdfast.domain.listing.Listing.Part;
import io.holdfast.domain.listing.Listing.Reading;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/** What lists show, as texts: everything but the version, of which no list shows anything. */
final class Entries {
    private static final int PAGE = 100;

    private Entries() {}

    /** What the listing must hold, by the bookings in the table. */
    static SortedSet<String> ofBookings(Hotel hotel) {
        SortedSet<String> texts = new TreeSet<>();
        hotel.bookings.forEach(id -> hotel.read(id).map(ListedBooking::of)
                .ifPresent(entries -> entries.forEach(entry -> texts.add(text(entry)))));
        return texts;
    }

    /** What it holds. */
    static SortedSet<String> ofListing(Listing listing, Collection<ListKey> lists) {
        SortedSet<String> texts = new TreeSet<>();
        for (ListKey list : lists) {
            Optional<Cursor> after = Optional.empty();
            boolean more = true;
            while (more) {
                Reading.Entries page = (Reading.Entries) listing
                        .read(new Part(list, Optional.empty(), after, PAGE));
                page.entries().forEach(entry -> texts.add(text(entry)));
                more = page.more();
                after = page.entries().isEmpty()
                        ? after
                        : Optional.of(new Cursor(page.entries().getLast().booking(),
                                OptionalLong.empty()));
            }
        }
        return texts;
    }

    private static String text(ListedBooking entry) {
        return String.join("; ", entry.key().toString(), entry.booking().value(),
                entry.state().name(), entry.lines().toString(), entry.slot().toString(),
                entry.decidedAt().toString(), entry.reference().toString());
    }
}
