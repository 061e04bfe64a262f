package io.holdfast.domain.resource;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Intent.OfDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One consistent image of a resource, as the table held it at one instant. Counts are in units.
 * Conserved in every state: {@code capacity = available + confirmed + held} (design section 1,
 * promise 2); the constructor rejects an image that breaks it.
 *
 * @param version +1 on every write to the item
 * @param definitionVersion +1 when the definition changes
 * @param available may be negative, only in a drain
 * @param expiring slot (epoch minute) to units held until then
 * @param expiredThrough the watermark: the highest slot ever collected
 * @param intents of bookings that are under way, or that nobody has taken off yet
 * @param defining the same of a definition
 */
public record Resource(ResourceId id, long version, long definitionVersion, Definition definition,
        long available, long confirmed, SortedMap<Long, Long> expiring, long expiredThrough,
        Map<BookingId, OfBooking> intents, Optional<OfDefinition> defining) {
    private static final Comparator<OfBooking> OLDEST_FIRST = Comparator.comparing(OfBooking::at)
            .thenComparing(intent -> intent.booking().value());

    public Resource {
        intents = Map.copyOf(intents);
        expiring = Collections.unmodifiableSortedMap(new TreeMap<>(expiring));
        InvalidInput.requireRange("confirmed", confirmed, 0, Long.MAX_VALUE);
        long held = sum(expiring);
        if (definition.capacity() != available + confirmed + held) {
            throw new InvalidInput("capacity", "is " + definition.capacity() + ", not available "
                    + available + " + confirmed " + confirmed + " + held " + held);
        }
    }

    /** A resource without intents. */
    public Resource(ResourceId id, long version, long definitionVersion, Definition definition,
            long available, long confirmed, SortedMap<Long, Long> expiring, long expiredThrough) {
        this(id, version, definitionVersion, definition, available, confirmed, expiring,
                expiredThrough, Map.of(), Optional.empty());
    }

    /**
     * A resource whose first definition is noted. It has no capacity and takes no booking; until a
     * definition of it is kept, it does not exist for callers.
     */
    public static Resource stub(ResourceId id, OfDefinition defining) {
        return new Resource(id, 1, 0, new Definition(0, ResourceStatus.CLOSED), 0, 0,
                Collections.emptySortedMap(), 0, Map.of(), Optional.of(defining));
    }

    public long capacity() {
        return definition.capacity();
    }

    public ResourceStatus status() {
        return definition.status();
    }

    /** Units under holds, with expired ones that no write has collected yet. */
    public long held() {
        return sum(expiring);
    }

    /** The slots that have expired by the clock that reads {@code now}, lowest first. */
    public SortedMap<Long, Long> expired(Instant now) {
        return expiring.headMap(ExpiryWheel.lastExpired(now) + 1);
    }

    /** Units that can be taken at {@code now}: those of expired holds count, collected or not. */
    public long availableAt(Instant now) {
        return available + sum(expired(now));
    }

    /** Units under holds that have not expired at {@code now}. */
    public long heldAt(Instant now) {
        return held() - sum(expired(now));
    }

    /** Whether a hold of that slot was collected, or may have been. */
    public boolean hasCollected(long slot) {
        return slot <= expiredThrough;
    }

    /** Whether no definition of it was ever settled. */
    public boolean isStub() {
        return definitionVersion == 0;
    }

    /** All its intents: a definition's first, then those of bookings, the oldest first. */
    public List<Intent> allIntents() {
        List<OfBooking> bookings = new ArrayList<>(intents.values());
        bookings.sort(OLDEST_FIRST);
        List<Intent> all = new ArrayList<>(bookings.size() + 1);
        defining.ifPresent(all::add);
        all.addAll(bookings);
        return Collections.unmodifiableList(all);
    }

    /** This image once the intent is taken off. The version stays, for nothing was written. */
    public Resource after(Settlement settlement) {
        Resource moved = settlement.movement().map(this::after).orElse(this);
        return switch (settlement.intent()) {
            case OfBooking booking -> moved.without(booking.booking());
            case OfDefinition definition -> moved.defined(definition, settlement.fate());
        };
    }

    /** This image with units moved. */
    public Resource after(Movement movement) {
        SortedMap<Long, Long> slots = new TreeMap<>(expiring);
        Stream.of(movement.from(), movement.to()).forEach(bucket -> {
            if (bucket instanceof Bucket.Slot(long minute)) {
                slots.merge(minute, movement.gainOf(bucket), Long::sum);
            }
        });
        return new Resource(id, version, definitionVersion,
                new Definition(capacity() - movement.gainOf(Counter.OUTSIDE), status()),
                available + movement.gainOf(Counter.AVAILABLE),
                confirmed + movement.gainOf(Counter.CONFIRMED), slots, expiredThrough, intents,
                defining);
    }

    private Resource without(BookingId booking) {
        Map<BookingId, OfBooking> rest = new HashMap<>(intents);
        rest.remove(booking);
        return new Resource(id, version, definitionVersion, definition, available, confirmed,
                expiring, expiredThrough, rest, defining);
    }

    private Resource defined(OfDefinition intent, Fate fate) {
        return new Resource(id, version, definitionVersion + (fate == Fate.KEPT ? 1 : 0),
                new Definition(capacity(), intent.statusAfter(fate).orElse(status())), available,
                confirmed, expiring, expiredThrough, intents, Optional.empty());
    }

    /** Whether a later release gave it a status that this one does not know. */
    public boolean isOfLaterRelease() {
        return status() == ResourceStatus.UNKNOWN;
    }

    private static long sum(SortedMap<Long, Long> expiring) {
        long units = 0;
        for (long each : expiring.values()) {
            units += each;
        }
        return units;
    }
}
