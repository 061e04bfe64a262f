package io.holdfast.domain.audit;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.Settlement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The units of one resource: what its item counts, what taking its intents off would move, and what
 * its bookings have. Sums only, so its size does not depend on the number of bookings. It is
 * guarded by its own lock.
 */
final class Tally {
    private final ResourceId id;
    private final @Nullable Resource image;
    private final Map<Long, Long> held = new HashMap<>();
    private final Map<Bucket, Long> moved = new HashMap<>();
    private final Chronicle chronicle = new Chronicle();
    private long confirmed;
    private Fate defining = Fate.VOID;

    /** @param image {@code null} for a resource that is only named */
    Tally(ResourceId id, @Nullable Resource image) {
        this.id = id;
        this.image = image;
    }

    @Nullable
    Resource image() {
        return image;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    /** The intent of a booking that has one on the image. */
    Intent.OfBooking intent(BookingId booking) {
        return Objects.requireNonNull(known().intents().get(booking));
    }

    /** The definition under way. */
    Intent.OfDefinition definition() {
        return known().defining().orElseThrow();
    }

    synchronized void setDefining(Fate fate) {
        defining = fate == Fate.KEPT ? Fate.KEPT : Fate.VOID;
    }

    /** KEPT or VOID: a definition in doubt is as good as void. */
    synchronized Fate defining() {
        return defining;
    }

    /** Whether the booking has an intent on the image, so that its units may be moving. */
    boolean isOpen(BookingId booking) {
        return image != null && image.intents().containsKey(booking);
    }

    /** Counts a line. Units of a collected slot are available again, and count nowhere. */
    synchronized void count(Admission admission, Line line) {
        if (admission.state() == BookingState.CONFIRMED) {
            confirmed += line.remaining();
        } else if (admission.state() == BookingState.HELD) {
            long slot = admission.slot().orElseThrow();
            if (image == null || !image.hasCollected(slot)) {
                held.merge(slot, line.remaining(), Long::sum);
            }
        }
    }

    /**
     * Takes an intent off in thought. A release that is kept gives its units when it is settled;
     * what any other intent has taken goes back, unless its record keeps it. Without a command in
     * progress an intent in doubt is as good as void.
     */
    synchronized void settle(Intent intent, Fate fate) {
        Settlement.of(intent, fate == Fate.KEPT ? Fate.KEPT : Fate.VOID, known()).movement()
                .ifPresent(this::move);
    }

    private void move(Movement movement) {
        moved.merge(movement.from(), movement.gainOf(movement.from()), Long::sum);
        moved.merge(movement.to(), movement.gainOf(movement.to()), Long::sum);
    }

    /** Units of the image's bucket once all intents are taken off. */
    private long after(Bucket bucket, long counted) {
        return counted + moved.getOrDefault(bucket, 0L);
    }

    /** The capacity once all intents are taken off. */
    synchronized long settledCapacity() {
        return known().capacity() - moved.getOrDefault(Counter.OUTSIDE, 0L);
    }

    private Resource known() {
        if (image == null) {
            throw new IllegalStateException(id.value() + " was not read");
        }
        return image;
    }

    /**
     * The violations, in the order of {@link Promise}.
     *
     * @param isDrained whether an operator may have cut the capacity below what is taken
     */
    synchronized List<Violation> broken(boolean isDrained) {
        List<Violation> violations = new ArrayList<>();
        long available = after(Counter.AVAILABLE, known().available());
        if (available < 0 && !isDrained) {
            violations.add(new Violation(Promise.NEVER_OVERBOOKED, id, available + " available"));
        }
        long counted = after(Counter.CONFIRMED, known().confirmed());
        if (counted != confirmed) {
            violations.add(new Violation(Promise.CONFIRMED_UNITS, id,
                    counted + " confirmed, and its bookings " + confirmed));
        }
        requireHeldUnits(violations);
        return violations;
    }

    private void requireHeldUnits(List<Violation> violations) {
        SortedMap<Long, Long> slots = slots();
        slots.forEach((slot, units) -> {
            long booked = held.getOrDefault(slot, 0L);
            // A hold that entered below the watermark, and is void, leaves its units to whoever
            // collects the slot: they count as available already.
            if (booked != units && !known().hasCollected(slot)) {
                violations.add(new Violation(Promise.HELD_UNITS, id,
                        units + " in slot " + slot + ", and its holds " + booked));
            }
        });
        new TreeMap<>(held).forEach((slot, units) -> {
            if (units > 0 && !slots.containsKey(slot)) {
                violations.add(new Violation(Promise.UNITS_OF_A_HOLD, id,
                        "no slot " + slot + ", and its holds " + units));
            }
        });
    }

    private SortedMap<Long, Long> slots() {
        SortedMap<Long, Long> slots = new TreeMap<>(known().expiring());
        moved.forEach((bucket, units) -> {
            if (bucket instanceof Bucket.Slot(long minute)) {
                slots.merge(minute, units, Long::sum);
            }
        });
        return slots;
    }
}
