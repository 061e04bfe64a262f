package io.holdfast.domain.ledger;

import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What a write changes in sum, and what must be there for it. Conditions know no arithmetic, so
 * every need is what the write takes less what it gives (design section 4, N2).
 *
 * @param available gain of the units available, with those of collected slots
 * @param confirmed gain of the units confirmed
 * @param capacity gain of the capacity
 * @param slots gain of each slot that is not collected; none is 0
 * @param availableNeeded units that must be available; empty if the write takes none from others
 * @param confirmedNeeded units that must be confirmed; empty if no release was noted that needs it
 * @param slotsNeeded units that each slot must hold (N1)
 * @param lowestSlot the lowest slot that is moved from or to; it must be live
 * @param openNeeded whether the resource must be OPEN: it is booked, and the write does not open it
 */
public record Balance(long available, long confirmed, long capacity, SortedMap<Long, Long> slots,
        OptionalLong availableNeeded, OptionalLong confirmedNeeded,
        SortedMap<Long, Long> slotsNeeded, OptionalLong lowestSlot, boolean openNeeded) {

    public static Balance of(ResourceWrite write) {
        SortedMap<Long, Long> slots = gainsOfSlots(write);
        long collected = collected(write, slots);
        SortedMap<Long, Long> needed = new TreeMap<>();
        slots.forEach((slot, gain) -> {
            long need = given(write, new Bucket.Slot(slot)) - gain;
            if (need > 0 && !write.collected().includes(slot)) {
                needed.put(slot, need);
            }
        });
        slots.keySet().removeIf(slot -> write.collected().includes(slot));
        slots.values().removeIf(gain -> gain == 0);
        return new Balance(gain(write, Counter.AVAILABLE) + collected,
                gain(write, Counter.CONFIRMED), -gain(write, Counter.OUTSIDE), slots,
                availableNeeded(write, collected), confirmedNeeded(write), needed,
                lowestSlot(write), isBooking(write) && !opens(write));
    }

    private static long gain(ResourceWrite write, Bucket bucket) {
        return write.movements().stream().mapToLong(movement -> movement.gainOf(bucket)).sum();
    }

    /** Units that a noted release gives only when it is settled, and that must be there already. */
    private static long given(ResourceWrite write, Bucket bucket) {
        return noted(write).filter(movement -> !movement.isTaking())
                .filter(movement -> movement.from().equals(bucket)).mapToLong(Movement::units)
                .sum();
    }

    private static SortedMap<Long, Long> gainsOfSlots(ResourceWrite write) {
        SortedMap<Long, Long> gains = new TreeMap<>();
        Stream.concat(write.movements().stream(), noted(write))
                .flatMap(movement -> Stream.of(movement.from(), movement.to()))
                .forEach(bucket -> {
                    if (bucket instanceof Bucket.Slot(long minute)) {
                        gains.put(minute, gain(write, bucket));
                    }
                });
        return gains;
    }

    /** A collected slot gives what it held, and what the same write puts there or takes. */
    private static long collected(ResourceWrite write, Map<Long, Long> gains) {
        return write.collected().units().entrySet().stream()
                .mapToLong(slot -> slot.getValue() + gains.getOrDefault(slot.getKey(), 0L)).sum();
    }

    private static OptionalLong availableNeeded(ResourceWrite write, long collected) {
        boolean drains = write instanceof ResourceWrite.DefinitionNote note && note.allowDrain();
        long taken = noted(write).filter(movement -> movement.from() == Counter.AVAILABLE)
                .mapToLong(Movement::units).sum();
        return taken == 0 || drains
                ? OptionalLong.empty()
                : OptionalLong.of(-gain(write, Counter.AVAILABLE) - collected);
    }

    private static OptionalLong confirmedNeeded(ResourceWrite write) {
        long given = given(write, Counter.CONFIRMED);
        return given == 0
                ? OptionalLong.empty()
                : OptionalLong.of(given - gain(write, Counter.CONFIRMED));
    }

    private static OptionalLong lowestSlot(ResourceWrite write) {
        return Stream.concat(write.movements().stream(), noted(write))
                .flatMapToLong(movement -> LongStream.concat(minute(movement.from()),
                        minute(movement.to())))
                .min();
    }

    private static LongStream minute(Bucket bucket) {
        return bucket instanceof Bucket.Slot(long minute)
                ? LongStream.of(minute)
                : LongStream.empty();
    }

    private static boolean isBooking(ResourceWrite write) {
        return write instanceof ResourceWrite.Note
                && noted(write).anyMatch(movement -> movement.from() == Counter.AVAILABLE);
    }

    private static boolean opens(ResourceWrite write) {
        return write.settlements().stream().anyMatch(settlement -> settlement
                .intent() instanceof Intent.OfDefinition definition
                && definition.statusAfter(settlement.fate()).isPresent());
    }

    private static Stream<Movement> noted(ResourceWrite write) {
        return write.noted().stream().map(Intent::movement).flatMap(Optional::stream);
    }
}
