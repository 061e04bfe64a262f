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

        assertThat(ExpiredSlots.of(resource, resource, ExpiryWheel.expiresAt(SLOT).minusNanos(1), 5,
                ExpiredSlots.MOST))
                .isEqualTo(ExpiredSlots.NONE);
    }

    @Test
    void theWatermarkIsTheHighestSlotCollectedAndNotTheClock() {
        ExpiredSlots collected = collected(resource(3, 0), 2);

        assertThat(collected.units()).hasSize(2);
        assertThat(collected.through()).hasValue(SLOT + 1);
    }

    @Test
    void theWatermarkNeverSinks() {
        ExpiredSlots collected = collected(resource(3, SLOT + 50), 3);

        assertThat(collected.units()).hasSize(3);
        assertThat(collected.through()).isEmpty();
    }

    @Test
    void ofEightOrFewerOnlyThoseAreCollectedWhoseUnitsAreNeeded() {
        assertThat(collected(resource(8, 0), 0)).isEqualTo(ExpiredSlots.NONE);
        assertThat(collected(resource(8, 0), 3).units())
                .containsOnlyKeys(SLOT, SLOT + 1, SLOT + 2);
        assertThat(collected(resource(8, 0), 99).units()).hasSize(8);
    }

    @Test
    void ofMoreThanEightAllAreCollectedSoThatTheItemStaysSmall() {
        assertThat(collected(resource(9, 0), 0).units()).hasSize(9);
        assertThat(collected(resource(40, 0), 1).units()).hasSize(40);
    }

    @Test
    void emptySlotsOnTheWayAreCollectedWithTheOthers() {
        SortedMap<Long, Long> expiring = new TreeMap<>(Map.of(SLOT, 0L, SLOT + 1, 2L));
        Resource resource = new Resource(new ResourceId("r"), 1, 1,
                new Definition(2, ResourceStatus.OPEN), 0, 0, expiring, 0);

        assertThat(collected(resource, 1).units())
                .containsOnlyKeys(SLOT, SLOT + 1);
    }

    @Test
    void noMoreThanTheMostAreCollected() {
        ExpiredSlots collected = collected(resource(200, 0), 150);

        assertThat(collected.units()).hasSize(ExpiredSlots.MOST);
        assertThat(collected(resource(200, 0), 150, ExpiredSlots.MOST_OF_GROUP).units())
                .hasSize(ExpiredSlots.MOST_OF_GROUP);
    }

    /** What a settlement of the same write puts into a slot, or takes out, counts (N2). */
    @Test
    void n2ASlotGivesWhatItHoldsOnceIntentsAreSettled() {
        Resource seen = resource(2, 0);
        Resource settled = seen.after(
                new Movement(new Bucket.Slot(SLOT), Bucket.Counter.CONFIRMED, 1));

        assertThat(ExpiredSlots.of(seen, settled, LATER, 1, ExpiredSlots.MOST).units())
                .as("the first slot gives nothing any more").isEqualTo(
                        Map.of(SLOT, 1L, SLOT + 1, 1L));
        assertThat(ExpiredSlots.of(settled, seen, LATER, 1, ExpiredSlots.MOST).units())
                .isEqualTo(Map.of(SLOT, 0L));
    }

    private static ExpiredSlots collected(Resource resource, long needed) {
        return collected(resource, needed, ExpiredSlots.MOST);
    }

    private static ExpiredSlots collected(Resource resource, long needed, int most) {
        return ExpiredSlots.of(resource, resource, LATER, needed, most);
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
