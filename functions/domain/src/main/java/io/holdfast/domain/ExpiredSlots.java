package io.holdfast.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The expired slots that a write collects: their units go back to {@code available} in the same
 * write, and only if each slot still holds what was seen. No sweeper is needed, and no extra
 * request.
 *
 * @param units slot to units, as seen
 * @param through the new watermark; empty where the resource's own is as high already, since a
 *        watermark never sinks
 */
public record ExpiredSlots(SortedMap<Long, Long> units, OptionalLong through) {
    /** Expired slots that a write leaves where they are, unless it needs their units. */
    public static final int LEFT_ALONE = 8;
    /**
     * Slots collected by one write: all that were live at the last write and those that it left alone,
     * so that no unit that expired is out of reach. (A refused attempt collects nothing.)
     */
    public static final int MOST = ExpiryWheel.LIVE_SLOTS + LEFT_ALONE;

    /** Nothing to collect. */
    public static final ExpiredSlots NONE = new ExpiredSlots(Collections.emptySortedMap(),
            OptionalLong.empty());

    public ExpiredSlots {
        units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    }

    /**
     * The lowest expired slots: as many as it takes to have {@code needed} units available, and all of
     * them once there are more than {@link #LEFT_ALONE}, so that the item stays small. A write collects
     * no more than that because two who collect the same slot refuse each other.
     */
    static ExpiredSlots of(Resource resource, Instant now, long needed) {
        SortedMap<Long, Long> units = new TreeMap<>();
        SortedMap<Long, Long> expired = resource.expired(now);
        boolean tidy = expired.size() > LEFT_ALONE;
        long available = resource.available();
        for (var slot : expired.entrySet()) {
            if (units.size() >= MOST || (!tidy && available >= needed)) {
                break;
            }
            units.put(slot.getKey(), slot.getValue());
            available += slot.getValue();
        }
        if (units.isEmpty()) {
            return NONE;
        }
        // The highest slot collected, never the clock: one bad clock must not block live slots.
        long highest = units.lastKey();
        return new ExpiredSlots(units, highest > resource.expiredThrough()
                ? OptionalLong.of(highest)
                : OptionalLong.empty());
    }

    /** Units that go back to {@code available}. */
    public long total() {
        return units.values().stream().mapToLong(Long::longValue).sum();
    }
}
