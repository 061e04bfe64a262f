package io.holdfast.domain.audit;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The units of all resources, summed up while bookings stream by. Resources come first: a booking
 * that has an intent on a resource is counted there only by {@link #countOpen}, since of all
 * bookings only these can change while the version of the resource stays.
 */
final class Units {
    private final Map<ResourceId, Tally> tallies = new ConcurrentHashMap<>();
    private final Map<Id, Set<ResourceId>> open = new ConcurrentHashMap<>();

    /**
     * Adds a resource, whose image all that follows is compared with. A second image is left out: its
     * intents would not be those of the first.
     */
    void add(Resource image) {
        if (tallies.putIfAbsent(image.id(), new Tally(image.id(), image)) != null) {
            return;
        }
        for (Intent intent : image.allIntents()) {
            open.computeIfAbsent(intent.record(), id -> ConcurrentHashMap.newKeySet())
                    .add(image.id());
        }
    }

    /** Counts the lines of a booking, without those whose units may be moving. */
    void count(Booking booking) {
        booking.admission().ifPresent(admission -> {
            for (Line line : admission.lines()) {
                Tally tally = tally(line.resource());
                if (!tally.isOpen(booking.id())) {
                    tally.count(admission, line);
                }
            }
        });
    }

    /** Counts the lines that {@link #count} has left out. */
    void countOpen(Booking booking) {
        booking.admission().ifPresent(admission -> countOpen(booking.id(), admission));
    }

    private void countOpen(BookingId booking, Admission admission) {
        for (Line line : admission.lines()) {
            Tally tally = tally(line.resource());
            if (tally.isOpen(booking)) {
                tally.count(admission, line);
            }
        }
    }

    /** The tally of a resource; one that was not read has no image. */
    Tally tally(ResourceId id) {
        // A plain read first: computeIfAbsent would lock a bucket for every line.
        Tally known = tallies.get(id);
        return known != null ? known : tallies.computeIfAbsent(id, each -> new Tally(each, null));
    }

    /** The tallies of all resources that were read or named. */
    Map<ResourceId, Tally> tallies() {
        return tallies;
    }

    /** The records that intents name, and the resources that carry these. */
    Map<Id, Set<ResourceId>> open() {
        return open;
    }
}
