package io.holdfast.domain.resource;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

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
 */
public record Resource(ResourceId id, long version, long definitionVersion, Definition definition,
        long available, long confirmed, SortedMap<Long, Long> expiring, long expiredThrough) {

    public Resource {
        expiring = Collections.unmodifiableSortedMap(new TreeMap<>(expiring));
        InvalidInput.requireRange("confirmed", confirmed, 0, Long.MAX_VALUE);
        long held = sum(expiring);
        if (definition.capacity() != available + confirmed + held) {
            throw new InvalidInput("capacity", "is " + definition.capacity() + ", not available "
                    + available + " + confirmed " + confirmed + " + held " + held);
        }
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
        SortedMap<Long, Long> expired = new TreeMap<>();
        expiring.forEach((slot, units) -> {
            if (ExpiryWheel.hasExpired(slot, now)) {
                expired.put(slot, units);
            }
        });
        return expired;
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

    /** Whether a later release gave it a status that this one does not know. */
    public boolean isOfLaterRelease() {
        return status() == ResourceStatus.UNKNOWN;
    }

    private static long sum(SortedMap<Long, Long> expiring) {
        return expiring.values().stream().mapToLong(Long::longValue).sum();
    }
}
