package io.holdfast.domain.audit;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.decision.Fates;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.Settlement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

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
        List<Violation> violations = new ArrayList<>();
        for (Resource read : resources) {
            Resource resource = settled(read, bookings);
            if (resource.available() < 0 && !drained.contains(resource.id())) {
                violations.add(new Violation(Promise.NEVER_OVERBOOKED, resource.id(),
                        resource.available() + " available"));
            }
            requireConfirmedUnits(resource, bookings, violations);
            requireHeldUnits(resource, holds(resource.id(), bookings), violations);
        }
        return violations;
    }

    /**
     * The resource without the intents of bookings. A release that is kept gives its units when it
     * is settled; what any other intent has taken goes back, unless its record keeps it. Without a
     * command in progress an intent in doubt is as good as void.
     */
    private static Resource settled(Resource resource, Collection<Booking> bookings) {
        Map<BookingId, Booking> records = new HashMap<>();
        bookings.forEach(booking -> records.put(booking.id(), booking));
        Resource settled = resource;
        for (Intent.OfBooking intent : resource.intents().values()) {
            Image record = Optional.ofNullable(records.get(intent.booking())).map(Image::of)
                    .orElse(Image.NONE);
            Fate fate = Fates.of(intent, resource.id(), record) == Fate.KEPT
                    ? Fate.KEPT
                    : Fate.VOID;
            settled = settled.after(Settlement.of(intent, fate, resource));
        }
        return settled;
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

    private static void requireConfirmedUnits(Resource resource, Collection<Booking> bookings,
            List<Violation> violations) {
        long booked = bookings.stream().mapToLong(
                booking -> units(resource.id(), booking, BookingState.CONFIRMED)).sum();
        if (resource.confirmed() != booked) {
            violations.add(new Violation(Promise.CONFIRMED_UNITS, resource.id(),
                    resource.confirmed() + " confirmed, and its bookings " + booked));
        }
    }

    private static void requireHeldUnits(Resource resource, SortedMap<Long, Long> holds,
            List<Violation> violations) {
        resource.expiring().forEach((slot, units) -> {
            long held = holds.getOrDefault(slot, 0L);
            // A hold that entered below the watermark, and is void, leaves its units to whoever
            // collects the slot: they count as available already.
            if (held != units && !resource.hasCollected(slot)) {
                violations.add(new Violation(Promise.HELD_UNITS, resource.id(),
                        units + " in slot " + slot + ", and its holds " + held));
            }
        });
        holds.forEach((slot, units) -> {
            // Units of a collected slot are available again; its holds stay as they were written.
            if (units > 0 && !resource.expiring().containsKey(slot)
                    && !resource.hasCollected(slot)) {
                violations.add(new Violation(Promise.UNITS_OF_A_HOLD, resource.id(),
                        "no slot " + slot + ", and its holds " + units));
            }
        });
    }

    private static SortedMap<Long, Long> holds(ResourceId resource,
            Collection<Booking> bookings) {
        SortedMap<Long, Long> holds = new TreeMap<>();
        for (Booking booking : bookings) {
            booking.admission().filter(admission -> admission.state() == BookingState.HELD)
                    .ifPresent(admission -> holds.merge(admission.slot().orElseThrow(),
                            units(resource, booking, BookingState.HELD), Long::sum));
        }
        return holds;
    }

    private static long units(ResourceId resource, Booking booking, BookingState state) {
        return booking.admission().filter(admission -> admission.state() == state).stream()
                .map(Admission::lines).flatMap(List::stream)
                .filter(line -> line.resource().equals(resource))
                .mapToLong(Line::remaining).sum();
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
