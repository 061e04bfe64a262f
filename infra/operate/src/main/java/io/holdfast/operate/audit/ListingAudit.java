package io.holdfast.operate.audit;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.audit.Promise;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.listing.ListKey;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.dynamodb.item.Attribute;
import io.holdfast.dynamodb.item.ListingItem;
import io.holdfast.dynamodb.item.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Compares the listing with the bookings: first by sums, which tell which bookings differ, then,
 * for these only, entry by entry.
 */
final class ListingAudit {
    /** Bookings that are compared entry by entry; beyond it they are only counted. */
    private static final int MOST_SUSPECTS = 10_000;

    private final ListingSums sums = new ListingSums();
    private @Nullable Set<Long> suspects;
    private long notNamed;
    private final Map<BookingId, Booking> bookings = new ConcurrentHashMap<>();
    private final Map<BookingId, List<ListedBooking>> entries = new ConcurrentHashMap<>();

    void expect(Booking booking) {
        long sum = 0;
        for (ListedBooking entry : ListedBooking.of(booking)) {
            sum += Hashing.of(entry);
        }
        sums.expect(Hashing.of(booking.id().value()), sum, booking.version());
    }

    void found(ListedBooking entry) {
        sums.found(Hashing.of(entry.booking().value()), Hashing.of(entry), entry.version());
    }

    /** The bookings whose entries differ, as hashes. */
    synchronized Set<Long> suspects() {
        if (suspects == null) {
            Set<Long> found = new HashSet<>();
            sums.forEachDifference(booking -> {
                if (found.size() < MOST_SUSPECTS) {
                    found.add(booking);
                } else {
                    notNamed++;
                }
            });
            suspects = Set.copyOf(found);
        }
        return suspects;
    }

    private boolean isSuspect(BookingId booking) {
        return suspects().contains(Hashing.of(booking.value()));
    }

    void again(Booking booking) {
        if (isSuspect(booking.id())) {
            bookings.put(booking.id(), booking);
        }
    }

    void again(ListedBooking entry) {
        if (isSuspect(entry.booking())) {
            entries.computeIfAbsent(entry.booking(), id -> new ArrayList<>());
            entries.computeIfPresent(entry.booking(), (id, list) -> {
                list.add(entry);
                return list;
            });
        }
    }

    /** Bookings beyond {@link #MOST_SUSPECTS}. */
    synchronized long notNamed() {
        return notNamed;
    }

    /** The bookings whose entries differ, with the keys of all that they should have or have. */
    Map<BookingId, Set<Map<String, AttributeValue>>> differing() {
        Map<BookingId, Set<Map<String, AttributeValue>>> differing = new HashMap<>();
        for (BookingId id : named()) {
            Collected found = new Collected();
            compare(id, found);
            if (found.found() > 0) {
                differing.put(id, keys(id));
            }
        }
        return differing;
    }

    private Set<Map<String, AttributeValue>> keys(BookingId id) {
        Booking booking = bookings.get(id);
        Stream<ListedBooking> expected = booking == null
                ? Stream.of()
                : ListedBooking.of(booking).stream();
        return Stream.concat(expected, entries.getOrDefault(id, List.of()).stream())
                .map(entry -> Map.of(Attribute.PK,
                        Values.text(ListingItem.partition(entry.key())), Attribute.SK,
                        Values.text("booking#" + id.value())))
                .collect(Collectors.toSet());
    }

    private Set<BookingId> named() {
        Set<BookingId> named = new HashSet<>(bookings.keySet());
        named.addAll(entries.keySet());
        return named;
    }

    void finish(Set<BookingId> inMotion, Collected findings) {
        long before = findings.found();
        Set<BookingId> named = named();
        named.removeAll(inMotion);
        named.forEach(id -> compare(id, findings));
        int unnamed = suspects().size();
        if (bookings.isEmpty() && entries.isEmpty() && unnamed > 0) {
            findings.add("listing", Promise.LISTED, unnamed + " bookings with other entries");
        }
        // If those that were named are only late, so may be these.
        if (notNamed() > 0 && findings.found() > before) {
            findings.add("listing", Promise.LISTED, notNamed + " more bookings with other"
                    + " entries, which were not compared; rebuild it");
        }
    }

    private void compare(BookingId id, Collected findings) {
        Booking booking = bookings.get(id);
        Map<ListKey, ListedBooking> expected = new HashMap<>();
        if (booking != null) {
            ListedBooking.of(booking).forEach(entry -> expected.put(entry.key(), entry));
        }
        Set<ListKey> seen = new HashSet<>();
        for (ListedBooking entry : entries.getOrDefault(id, List.of())) {
            if (!seen.add(entry.key())) {
                findings.add(name(entry), Promise.ONE_ITEM, "two entries");
            }
            compare(entry, expected.get(entry.key()), findings);
        }
        expected.forEach((key, entry) -> {
            if (!seen.contains(key)) {
                findings.add(name(entry), Promise.LISTED, "no entry");
            }
        });
    }

    private static void compare(ListedBooking entry, @Nullable ListedBooking expected,
            Collected findings) {
        if (expected == null) {
            findings.add(name(entry), Promise.LISTED, "an entry that no booking has");
        } else if (entry.version() > expected.version()) {
            findings.add(name(entry), Promise.LISTED, "version " + entry.version()
                    + ", and its booking " + expected.version());
        } else if (Hashing.of(entry) != Hashing.of(expected)) {
            findings.add(name(entry), Promise.LISTED, "state " + entry.state() + " and lines "
                    + entry.lines() + ", and its booking " + expected.state() + " and "
                    + expected.lines() + " (versions " + entry.version() + " and "
                    + expected.version() + ")");
        }
    }

    private static String name(ListedBooking entry) {
        return "listing: " + ListingItem.partition(entry.key()) + " booking#"
                + entry.booking().value();
    }
}
