package io.holdfast.domain.audit;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.decision.Fates;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the recorded items keep the promises of the design (section 1). Pure: it judges resources
 * and bookings that were read while no command was in progress; a scan beside writes mixes several
 * moments, and shows violations that no moment had.
 */
public final class Promises {
    private Promises() {}

    /**
     * The violations of resources and their bookings, resource by resource in the order given; the
     * promises in the order of {@link Promise}. A booking in a state of a later release counts
     * nowhere.
     *
     * @param resources each once
     * @param bookings each once; all that have units of these resources, and perhaps others
     * @param drained resources whose capacity an operator may have cut below their held and
     *        confirmed units
     */
    public static List<Violation> broken(Collection<Resource> resources,
            Collection<Booking> bookings, Set<ResourceId> drained) {
        Units units = new Units();
        resources.forEach(units::add);
        Map<BookingId, Booking> records = new HashMap<>();
        for (Booking booking : bookings) {
            units.count(booking);
            units.countOpen(booking);
            records.put(booking.id(), booking);
        }
        List<Violation> violations = new ArrayList<>();
        for (Resource resource : resources) {
            Tally tally = units.tally(resource.id());
            resource.intents().values().forEach(intent -> tally.settle(intent,
                    Fates.of(intent, resource.id(), image(records.get(intent.booking())))));
            violations.addAll(tally.broken(drained.contains(resource.id())));
        }
        return violations;
    }

    private static Image image(@Nullable Booking record) {
        return record == null ? Image.NONE : Image.of(record);
    }

    /**
     * The bookings that have shown more than one verdict, or lost the verdict of a confirm or a
     * release that an earlier version had.
     *
     * @param readings of any number of bookings, each as often as it was read, in any order
     */
    public static List<Violation> changed(Collection<Booking> readings) {
        List<Violation> violations = new ArrayList<>();
        Map<BookingId, Booking> known = new HashMap<>();
        for (Booking reading : readings) {
            Booking seen = known.putIfAbsent(reading.id(), reading);
            if (seen != null && !agree(seen, reading)) {
                violations.add(new Violation(Promise.ONE_VERDICT, reading.id(),
                        "two verdicts, at versions " + seen.version() + " and "
                                + reading.version()));
            }
            if (seen != null && seen.version() < reading.version()) {
                known.put(reading.id(), reading);
            }
        }
        return violations;
    }

    // The later of two readings has every verdict of the earlier one, unchanged.
    private static boolean agree(Booking one, Booking other) {
        return one.version() <= other.version() ? keeps(other, one) : keeps(one, other);
    }

    private static boolean keeps(Booking later, Booking earlier) {
        return later.verdict().equals(earlier.verdict())
                && Objects.equals(later.fingerprint(), earlier.fingerprint())
                && later.transitions().entrySet().containsAll(earlier.transitions().entrySet());
    }
}
