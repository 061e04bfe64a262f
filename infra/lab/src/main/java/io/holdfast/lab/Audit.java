package io.holdfast.lab;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.audit.Promise;
import io.holdfast.domain.audit.Promises;
import io.holdfast.domain.audit.Violation;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.resource.Resource;
import io.holdfast.dynamodb.item.CorruptItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads resources and bookings from the table, and asks which promises they break. */
public final class Audit {
    /** Items of one read; the service's limit. */
    private static final int MOST_ITEMS = 100;

    private final Ledger ledger;
    private final List<Resource> resources = new ArrayList<>();
    private final List<Booking> bookings = new ArrayList<>();

    private Audit(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * The broken promises, each as a sentence that starts with the promise. No command may be under
     * way.
     *
     * @param resources ids; none of the resources may be in a drain
     * @param bookings ids of all bookings that may have units of these resources; some may not
     *        exist
     */
    public static List<String> broken(Ledger ledger, List<String> resources,
            Collection<String> bookings) {
        Audit audit = new Audit(ledger);
        try {
            audit.readResources(resources.stream().map(ResourceId::new).toList());
            audit.readBookings(bookings.stream().map(BookingId::new).distinct().toList());
        } catch (CorruptItem e) {
            return List.of(unreadable(e));
        }
        return Promises.broken(audit.resources, audit.bookings, Set.of()).stream()
                .map(Violation::sentence).toList();
    }

    private void readResources(List<ResourceId> ids) {
        Image image = read(ids);
        ids.forEach(id -> resources.add(image.resource(id).orElseThrow()));
    }

    private void readBookings(List<BookingId> ids) {
        for (int from = 0; from < ids.size(); from += MOST_ITEMS) {
            List<BookingId> some = ids.subList(from, Math.min(from + MOST_ITEMS, ids.size()));
            Image image = read(some);
            some.forEach(id -> image.booking(id).ifPresent(bookings::add));
        }
    }

    private Image read(Collection<? extends Id> ids) {
        return switch (ledger.read(new HashSet<>(ids))) {
            case Reading.Read(Image image) -> image;
            case Reading.NotRead notRead -> throw new IllegalStateException("nothing was read");
        };
    }

    // A resource that is not conserved is rejected where it is read.
    private static String unreadable(CorruptItem e) {
        boolean conserved = e.getCause() instanceof InvalidInput invalid
                && invalid.field().equals("capacity");
        return (conserved ? Promise.CONSERVED.sentence() : "every item can be read") + ": "
                + e.getMessage();
    }
}
