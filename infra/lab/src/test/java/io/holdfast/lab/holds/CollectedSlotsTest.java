package io.holdfast.lab.holds;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lab.workload.FullWheel;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which expired slots a write collects. */
class CollectedSlotsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private final Functions noon = at(Duration.ZERO);
    private final String resource = Engine.fresh("resource");
    private final String held = Engine.fresh("held");

    @Test
    void aBookingThatNeedsEverySlotOfAFullWheelAndEightMoreCollectsThem() {
        noon.define(resource, 57);
        for (int days = 108; days > 100; days--) {
            Functions.on(Engine.embedded(), FullWheel.NOW.minus(Duration.ofDays(days)))
                    .hold(Engine.fresh("before"), resource, 1, "PT1M");
        }
        FullWheel.fill(Engine.embedded(), resource, 1);
        assertThat(Items.expiring(Items.resource(resource))).hasSize(8 + FullWheel.SLOTS);

        Reply all = Functions.on(Engine.embedded(), FullWheel.NOW.plus(Duration.ofDays(10)))
                .book(Engine.fresh("all"), resource, 57);

        assertThat(all.status()).isEqualTo(201);
        assertThat(Items.expiring(Items.resource(resource))).isEmpty();
    }

    @Test
    void aBookingThatNeedsTheUnitsOfManyExpiredSlotsCollectsThem() {
        noon.define(resource, 20);
        holdInManySlots();

        Reply all = at(Duration.ofHours(2)).book(Engine.fresh("all"), resource, 20);

        assertThat(all.status()).isEqualTo(201);
        assertThat(Items.expiring(Items.resource(resource))).isEmpty();
    }

    @Test
    void aBookingThatNeedsNoneLeavesAFewExpiredSlotsAndCollectsMany() {
        noon.define(resource, 30);
        noon.hold(Engine.fresh("few"), resource, 1, "PT1M");
        at(Duration.ofMinutes(1)).book(Engine.fresh("one"), resource, 1);
        assertThat(Items.expiring(Items.resource(resource))).hasSize(1);

        holdInManySlots();
        at(Duration.ofHours(3)).book(Engine.fresh("two"), resource, 1);

        assertThat(Items.expiring(Items.resource(resource))).isEmpty();
        assertThat(at(Duration.ofHours(3)).counters(resource)).isEqualTo("28 0 2");
    }

    /** Twenty units in more slots than a write leaves alone. */
    private void holdInManySlots() {
        IntStream.concat(IntStream.rangeClosed(1, 15), IntStream.rangeClosed(2, 6).map(i -> i * 15))
                .forEach(minutes -> assertThat(noon.hold(Engine.fresh("minute"), resource, 1,
                        Duration.ofMinutes(minutes).toString()).status()).isEqualTo(201));
    }

    @Test
    void aChangeThatNeedsNoExpiredUnitsCollectsNoneSoThatBookingsDoNotStarveIt() {
        noon.define(resource, 5);
        noon.hold(held, resource, 3, "PT10M");

        at(Duration.ofMinutes(10)).define(resource, 4);

        assertThat(Items.expiring(Items.resource(resource))).hasSize(1);
        assertThat(at(Duration.ofMinutes(10)).counters(resource)).isEqualTo("4 0 0");
    }

    private static Functions at(Duration afterNoon) {
        return Functions.on(Engine.embedded(), NOON.plus(afterNoon));
    }
}
