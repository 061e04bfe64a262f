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
    /** Slots collected by one write, unless its own units depend on more of them. */
    public static final int USUAL = 16;
    /** Slots collected by one write at all: twice what can be live, so every one that expired. */
    public static final int MOST = 2 * ExpiryWheel.LIVE_SLOTS;

    /** Nothing to collect. */
    public static final ExpiredSlots NONE = new ExpiredSlots(Collections.emptySortedMap(),
            OptionalLong.empty());

    public ExpiredSlots {
        units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    }

    /**
     * The lowest expired slots: 16 of them, and beyond those as many as it takes to have
     * {@code needed} units available. (Stopping at 16 would leave units that expired out of reach for
     * ever, since a refused attempt collects nothing.)
     */
    static ExpiredSlots of(Resource resource, Instant now, long needed) {
        SortedMap<Long, Long> units = new TreeMap<>();
        long available = resource.available();
        for (var slot : resource.expired(now).entrySet()) {
            if (units.size() >= MOST || (units.size() >= USUAL && available >= needed)) {
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
