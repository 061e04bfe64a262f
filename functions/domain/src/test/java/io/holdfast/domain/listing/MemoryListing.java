package io.holdfast.domain.listing;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Writing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The listing in memory, by the contract of its port. */
public final class MemoryListing implements Listing {
    /** The parts that were read. */
    public final List<Part> reads = new ArrayList<>();
    private final Map<ListKey, Map<BookingId, ListedBooking>> lists = new HashMap<>();

    @Override
    public Writing put(ListedBooking entry) {
        Map<BookingId, ListedBooking> list = lists.computeIfAbsent(entry.key(),
                key -> new HashMap<>());
        ListedBooking there = list.get(entry.booking());
        if (there != null && there.version() >= entry.version()) {
            return new Writing.Refused(Image.NONE);
        }
        list.put(entry.booking(), entry);
        return new Writing.Applied();
    }

    @Override
    public Reading read(Part part) {
        reads.add(part);
        List<ListedBooking> rest = lists.getOrDefault(part.key(), Map.of()).values().stream()
                .filter(entry -> isIn(part.slots(), entry)).sorted(order(part))
                .filter(entry -> part.after().isEmpty() || order(part).compare(entry,
                        place(entry, part.after().get())) > 0)
                .toList();
        return new Reading.Entries(rest.stream().limit(part.most()).toList(),
                rest.size() > part.most());
    }

    private static boolean isIn(Optional<Slots> slots, ListedBooking entry) {
        return slots.isEmpty() || (entry.slot().isPresent()
                && entry.slot().getAsLong() >= slots.get().from()
                && entry.slot().getAsLong() <= slots.get().to());
    }

    private static Comparator<ListedBooking> order(Part part) {
        Comparator<ListedBooking> byId = Comparator.comparing(entry -> entry.booking().value());
        return part.slots().isEmpty()
                ? byId
                : Comparator.<ListedBooking>comparingLong(entry -> entry.slot().orElseThrow())
                        .thenComparing(byId);
    }

    private static ListedBooking place(ListedBooking entry, Cursor cursor) {
        return new ListedBooking(entry.key(), cursor.booking(), entry.version(), entry.state(),
                entry.lines(), cursor.slot().isPresent() ? cursor.slot() : entry.slot(),
                entry.decidedAt(), entry.reference());
    }
}
