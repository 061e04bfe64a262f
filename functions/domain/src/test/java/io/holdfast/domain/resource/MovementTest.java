package io.holdfast.domain.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Bucket.Slot;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MovementTest {
    private static final Slot SLOT = new Slot(29_453_760);
    private static final Slot LATER_SLOT = new Slot(29_453_770);
    private static final List<Bucket> BUCKETS = List.of(Counter.AVAILABLE, Counter.CONFIRMED,
            Counter.OUTSIDE, SLOT, LATER_SLOT);

    static Stream<Movement> everyKind() {
        return Stream.of(new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 3),
                new Movement(Counter.AVAILABLE, SLOT, 3),
                new Movement(SLOT, Counter.CONFIRMED, 3),
                new Movement(SLOT, Counter.AVAILABLE, 3),
                new Movement(Counter.CONFIRMED, Counter.AVAILABLE, 3),
                new Movement(SLOT, LATER_SLOT, 3),
                new Movement(Counter.AVAILABLE, Counter.OUTSIDE, 3),
                new Movement(Counter.OUTSIDE, Counter.AVAILABLE, 3));
    }

    /** Units outside are those that the capacity does not have. */
    @ParameterizedTest
    @MethodSource("everyKind")
    void theCapacityChangesByWhatItsBucketsGain(Movement movement) {
        long capacity = -movement.gainOf(Counter.OUTSIDE);

        assertThat(BUCKETS.stream().filter(bucket -> bucket != Counter.OUTSIDE)
                .mapToLong(movement::gainOf).sum()).isEqualTo(capacity);
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void unitsGoFromOneBucketToOneOther(Movement movement) {
        assertThat(BUCKETS).extracting(movement::gainOf).containsOnly(3L, -3L, 0L);
        assertThat(movement.gainOf(movement.from())).isEqualTo(-3);
        assertThat(movement.gainOf(movement.to())).isEqualTo(3);
    }

    @Test
    void aMovementTakesAtLeastOneUnitToAnotherBucket() {
        for (long units : new long[]{0, -1}) {
            assertThatThrownBy(() -> new Movement(Counter.AVAILABLE, SLOT, units))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Movement(SLOT, new Slot(SLOT.minute()), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
