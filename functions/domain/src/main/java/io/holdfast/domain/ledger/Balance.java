package io.holdfast.domain.ledger;

import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
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
        return new Movements(write, write.movements(), write.noted().stream().map(Intent::movement)
                .flatMap(Optional::stream).toList()).balance();
    }

    /**
     * The movements of a write.
     *
     * @param moved those that it carries out
     * @param noted those of the intents that it notes
     */
    private record Movements(ResourceWrite write, List<Movement> moved, List<Movement> noted) {
        Balance balance() {
            SortedMap<Long, Long> slots = gainsOfSlots();
            long collected = collected(slots);
            SortedMap<Long, Long> needed = new TreeMap<>();
            slots.forEach((slot, gain) -> {
                long need = given(new Bucket.Slot(slot)) - gain;
                if (need > 0 && !write.collected().includes(slot)) {
                    needed.put(slot, need);
                }
            });
            OptionalLong lowest = slots.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(slots.firstKey());
            slots.keySet().removeIf(slot -> write.collected().includes(slot));
            slots.values().removeIf(gain -> gain == 0);
            return new Balance(gain(Counter.AVAILABLE) + collected, gain(Counter.CONFIRMED),
                    -gain(Counter.OUTSIDE), slots, availableNeeded(collected), confirmedNeeded(),
                    needed, lowest, isBooking() && !opens());
        }

        private long gain(Bucket bucket) {
            long gain = 0;
            for (Movement movement : moved) {
                gain += movement.gainOf(bucket);
            }
            return gain;
        }

        /** Units that a noted release gives when it is settled, and that must be there already. */
        private long given(Bucket bucket) {
            return noted.stream().filter(movement -> !movement.isTaking())
                    .filter(movement -> movement.from().equals(bucket))
                    .mapToLong(Movement::units).sum();
        }

        private SortedMap<Long, Long> gainsOfSlots() {
            SortedMap<Long, Long> gains = new TreeMap<>();
            Stream.concat(moved.stream(), noted.stream())
                    .flatMap(movement -> Stream.of(movement.from(), movement.to()))
                    .forEach(bucket -> {
                        if (bucket instanceof Bucket.Slot(long minute)) {
                            gains.computeIfAbsent(minute, slot -> gain(bucket));
                        }
                    });
            return gains;
        }

        /** A collected slot gives what it held, and what the same write puts there or takes. */
        private long collected(Map<Long, Long> gains) {
            return write.collected().units().entrySet().stream()
                    .mapToLong(slot -> slot.getValue() + gains.getOrDefault(slot.getKey(), 0L))
                    .sum();
        }

        private OptionalLong availableNeeded(long collected) {
            boolean drains = write instanceof ResourceWrite.DefinitionNote note
                    && note.allowDrain();
            return !takesAvailable() || drains
                    ? OptionalLong.empty()
                    : OptionalLong.of(-gain(Counter.AVAILABLE) - collected);
        }

        private OptionalLong confirmedNeeded() {
            long given = given(Counter.CONFIRMED);
            return given == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(given - gain(Counter.CONFIRMED));
        }

        private boolean takesAvailable() {
            return noted.stream().anyMatch(movement -> movement.from() == Counter.AVAILABLE);
        }

        private boolean isBooking() {
            return write instanceof ResourceWrite.Note && takesAvailable();
        }

        private boolean opens() {
            return write.settlements().stream().anyMatch(settlement -> settlement
                    .intent() instanceof Intent.OfDefinition definition
                    && definition.statusAfter(settlement.fate()).isPresent());
        }
    }
}
