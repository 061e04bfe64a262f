package io.holdfast.domain.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ResourceId;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExpiredSlotsTest {
    private static final long SLOT = 29_000_000;
    private static final Instant LATER = ExpiryWheel.expiresAt(SLOT + 1_000);

    @Test
    void nothingExpiredIsNothingCollected() {
        Resource resource = resource(3, 0);

        assertThat(ExpiredSlots.of(resource, ExpiryWheel.expiresAt(SLOT).minusNanos(1), 5))
                .isEqualTo(ExpiredSlots.NONE);
    }

    @Test
    void theWatermarkIsTheHighestSlotCollectedAndNotTheClock() {
        ExpiredSlots collected = ExpiredSlots.of(resource(3, 0), LATER, 2);

        assertThat(collected.total()).isEqualTo(2);
        assertThat(collected.through()).hasValue(SLOT + 1);
    }

    @Test
    void theWatermarkNeverSinks() {
        ExpiredSlots collected = ExpiredSlots.of(resource(3, SLOT + 50), LATER, 3);

        assertThat(collected.total()).isEqualTo(3);
        assertThat(collected.through()).isEmpty();
    }

    @Test
    void ofEightOrFewerOnlyThoseAreCollectedWhoseUnitsAreNeeded() {
        assertThat(ExpiredSlots.of(resource(8, 0), LATER, 0)).isEqualTo(ExpiredSlots.NONE);
        assertThat(ExpiredSlots.of(resource(8, 0), LATER, 3).units())
                .containsOnlyKeys(SLOT, SLOT + 1, SLOT + 2);
        assertThat(ExpiredSlots.of(resource(8, 0), LATER, 99).units()).hasSize(8);
    }

    @Test
    void ofMoreThanEightAllAreCollectedSoThatTheItemStaysSmall() {
        assertThat(ExpiredSlots.of(resource(9, 0), LATER, 0).units()).hasSize(9);
        assertThat(ExpiredSlots.of(resource(40, 0), LATER, 1).units()).hasSize(40);
    }

    @Test
    void emptySlotsOnTheWayAreCollectedWithTheOthers() {
        SortedMap<Long, Long> expiring = new TreeMap<>(Map.of(SLOT, 0L, SLOT + 1, 2L));
        Resource resource = new Resource(new ResourceId("r"), 1, 1,
                new Definition(2, ResourceStatus.OPEN), 0, 0, expiring, 0);

        assertThat(ExpiredSlots.of(resource, LATER, 1).units())
                .containsOnlyKeys(SLOT, SLOT + 1);
    }

    @Test
    void noMoreThanTheMostAreCollected() {
        ExpiredSlots collected = ExpiredSlots.of(resource(200, 0), LATER, 150);

        assertThat(collected.units()).hasSize(ExpiredSlots.MOST);
        assertThat(ExpiredSlots.ofGroup(resource(200, 0), LATER, 150).units())
                .hasSize(ExpiredSlots.MOST_OF_GROUP);
    }

    /** One unit in each of so many slots, nothing available. */
    private static Resource resource(int slots, long expiredThrough) {
        SortedMap<Long, Long> expiring = new TreeMap<>();
        for (int i = 0; i < slots; i++) {
            expiring.put(SLOT + i, 1L);
        }
        return new Resource(new ResourceId("r"), 1, 1, new Definition(slots, ResourceStatus.OPEN),
                0, 0,
                expiring, expiredThrough);
    }
}
