package io.holdfast.domain.resource;

import java.time.Instant;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The expired slots that a write collects: their units go back to {@code available} in the same
 * write, and only if each slot still holds what was seen. So no sweeper and no extra request is
 * needed.
 *
 * @param units slot to units, as seen
 * @param through the new watermark; empty if the resource's own is at least as high, since a
 *        watermark never sinks
 */
public record ExpiredSlots(SortedMap<Long, Long> units, OptionalLong through) {
    /** The number of expired slots that a write does not collect unless it needs their units. */
    public static final int LEFT_ALONE = 8;
    /**
     * Slots collected by one write: more than a resource has, so that every expired unit is in
     * reach. There are 49 that were live at the last write, and eight that it left alone; the rest
     * allows for clocks that differ. With all intents taken off the condition still fits (a test
     * counts its characters and operators).
     */
    public static final int MOST = 64;
    /**
     * Slots collected by the write of a group, whose own intents need room in the same expression.
     * A booking that needs more is attempted alone.
     */
    public static final int MOST_OF_GROUP = 24;

    /** Nothing to collect. */
    public static final ExpiredSlots NONE = new ExpiredSlots(Collections.emptySortedMap(),
            OptionalLong.empty());

    public ExpiredSlots {
        units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    }

    /**
     * The lowest expired slots: as many as it takes to have {@code needed} units available, and all
     * of them (to {@code most}) once there are more than {@link #LEFT_ALONE}, so that the item
     * stays small. A write collects no more than that, because two writes that collect the same
     * slot refuse each other.
     *
     * @param seen the resource as it was read: what each slot must still hold
     * @param settled the resource once the same write has settled intents: what each slot gives
     */
    public static ExpiredSlots of(Resource seen, Resource settled, Instant now, long needed,
            int most) {
        SortedMap<Long, Long> units = new TreeMap<>();
        SortedMap<Long, Long> expired = seen.expired(now);
        boolean tidy = expired.size() > LEFT_ALONE;
        long available = settled.available();
        for (var slot : expired.entrySet()) {
            if (units.size() >= most || (!tidy && available >= needed)) {
                break;
            }
            units.put(slot.getKey(), slot.getValue());
            available += settled.expiring().getOrDefault(slot.getKey(), 0L);
        }
        if (units.isEmpty()) {
            return NONE;
        }
        // The highest slot collected, never the clock: one bad clock must not block live slots.
        long highest = units.lastKey();
        return new ExpiredSlots(units, highest > seen.expiredThrough()
                ? OptionalLong.of(highest)
                : OptionalLong.empty());
    }

    /** Whether the write collects the slot. */
    public boolean includes(long slot) {
        return units.containsKey(slot);
    }
}
