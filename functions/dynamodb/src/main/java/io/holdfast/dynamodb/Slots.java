package io.holdfast.dynamodb;

import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Movement;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The slots that the movements of a write enter and leave. */
final class Slots {
    private Slots() {}

    /** Units that leave one slot. */
    record Drained(long minute, long units) {}

    /** The lowest slot that units enter or leave. */
    static OptionalLong lowest(Move move) {
        return move.movements().stream()
                .flatMapToLong(movement -> Stream.of(movement.from(), movement.to())
                        .flatMapToLong(Slots::minute))
                .min();
    }

    /** Units that enter each slot. */
    static SortedMap<Long, Long> filled(Move move) {
        SortedMap<Long, Long> filled = new TreeMap<>();
        for (Movement movement : move.movements()) {
            if (movement.to() instanceof Bucket.Slot(long minute)) {
                filled.merge(minute, movement.units(), Long::sum);
            }
        }
        return filled;
    }

    /**
     * The slot that units leave: a write moves the units of one hold.
     *
     * @throws IllegalArgumentException if there are several
     */
    static Optional<Drained> drained(Move move) {
        SortedMap<Long, Long> drained = new TreeMap<>();
        for (Movement movement : move.movements()) {
            if (movement.from() instanceof Bucket.Slot(long minute)) {
                drained.merge(minute, movement.units(), Long::sum);
            }
        }
        if (drained.size() > 1) {
            throw new IllegalArgumentException("a write takes units from one slot at most");
        }
        return drained.entrySet().stream().findFirst()
                .map(slot -> new Drained(slot.getKey(), slot.getValue()));
    }

    private static LongStream minute(Bucket bucket) {
        return bucket instanceof Bucket.Slot(long minute)
                ? LongStream.of(minute)
                : LongStream.empty();
    }
}
