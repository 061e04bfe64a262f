package io.holdfast.domain.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResourceTest {
    private static final long SLOT = 29_453_760;
    private static final Instant AT_SLOT = ExpiryWheel.expiresAt(SLOT);

    @Test
    void anImageThatIsNotConservedIsRejected() {
        assertThat(resource(10, 4, 3, 3).capacity()).isEqualTo(10);

        assertThatThrownBy(() -> resource(10, 4, 3, 2)).isInstanceOf(InvalidInput.class)
                .hasMessage("capacity: is 10, not available 4 + confirmed 3 + held 2");
        assertThatThrownBy(() -> resource(10, 14, -4, 0)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aDrainLeavesFewerThanNoUnitsAvailable() {
        assertThat(resource(2, -1, 3, 0).availableAt(AT_SLOT)).isEqualTo(-1);
    }

    @Test
    void unitsOfAHoldAreAvailableFromItsSlotOn() {
        Resource resource = resource(10, 4, 3, 3);

        assertThat(resource.availableAt(AT_SLOT.minusMillis(1))).isEqualTo(4);
        assertThat(resource.heldAt(AT_SLOT.minusMillis(1))).isEqualTo(3);
        assertThat(resource.availableAt(AT_SLOT)).isEqualTo(7);
        assertThat(resource.heldAt(AT_SLOT)).isZero();
        assertThat(resource.held()).as("collected or not").isEqualTo(3);
    }

    @Test
    void aSlotIsCollectedUpToTheWatermark() {
        Resource resource = new Resource(new ResourceId("r"), 1, 1,
                new Definition(0, ResourceStatus.OPEN), 0, 0, new TreeMap<>(), SLOT);

        assertThat(resource.hasCollected(SLOT)).isTrue();
        assertThat(resource.hasCollected(SLOT + 1)).isFalse();
    }

    @Test
    void aCapacityIsFromZeroToATrillionUnits() {
        for (long capacity : new long[]{-1, 1_000_000_000_001L}) {
            assertThatThrownBy(() -> new Definition(capacity, ResourceStatus.OPEN))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("capacity: must be from 0 to 1000000000000");
        }
    }

    private static Resource resource(long capacity, long available, long confirmed, long held) {
        return new Resource(new ResourceId("r"), 1, 1,
                new Definition(capacity, ResourceStatus.OPEN), available, confirmed,
                new TreeMap<>(Map.of(SLOT, held)), 0);
    }
}
