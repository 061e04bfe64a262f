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
     * Slots collected by one write. More than a resource has, so that every expired unit is in
     * reach, for a refused attempt collects nothing: 49 slots that were live at the last write,
     * eight that it did not collect, and up to 83 where an older release with a finer wheel wrote
     * some. The rest allows for clocks that differ.
     */
    public static final int MOST = 96;
    /**
     * Slots collected by the write of a group, whose own slots need room in the same expression. A
     * booking that needs more is attempted alone after it.
     */
    public static final int MOST_OF_GROUP = 80;

    /** Nothing to collect. */
    public static final ExpiredSlots NONE = new ExpiredSlots(Collections.emptySortedMap(),
            OptionalLong.empty());

    public ExpiredSlots {
        units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    }

    /**
     * The lowest expired slots: as many as it takes to have {@code needed} units available, and all
     * of them (to {@link #MOST}) once there are more than {@link #LEFT_ALONE}, so that the item
     * stays small. A write collects no more than that, because two writes that collect the same
     * slot refuse each other.
     */
    public static ExpiredSlots of(Resource resource, Instant now, long needed) {
        return of(resource, now, needed, MOST);
    }

    /** The same for the write of a group. */
    public static ExpiredSlots ofGroup(Resource resource, Instant now, long needed) {
        return of(resource, now, needed, MOST_OF_GROUP);
    }

    private static ExpiredSlots of(Resource resource, Instant now, long needed, int most) {
        SortedMap<Long, Long> units = new TreeMap<>();
        SortedMap<Long, Long> expired = resource.expired(now);
        boolean tidy = expired.size() > LEFT_ALONE;
        long available = resource.available();
        for (var slot : expired.entrySet()) {
            if (units.size() >= most || (!tidy && available >= needed)) {
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
