package io.holdfast.lab.holds;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A resource with holds that is closed, cut or drained. */
class DrainsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private final Functions noon = at(Duration.ZERO);
    private final String resource = Engine.fresh("resource");
    private final String held = Engine.fresh("held");

    @Test
    void closedStopsBookingsAndNeitherConfirmsNorReleases() {
        noon.define(resource, 5);
        noon.hold(held, resource, 3, "PT10M");
        noon.define(resource, Engine.fresh("close"), "{\"capacity\":5,\"status\":\"CLOSED\"}");

        assertThat(noon.hold(Engine.fresh("other"), resource, 1, "PT1M").reason())
                .isEqualTo("RESOURCE_CLOSED");
        Reply confirmed = noon.confirm(held, Engine.fresh("confirm"));
        assertThat(confirmed.committed()).isTrue();
        assertThat(confirmed.body().has("expiresAt")).as("it expires no more").isFalse();
        assertThat(noon.release(held, Engine.fresh("release"), 1).committed()).isTrue();
        assertThat(noon.counters(resource)).isEqualTo("3 0 2");
    }

    @Test
    void aDrainAdmitsNothingUntilTheDebtIsGone() {
        noon.define(resource, 5);
        noon.book(held, resource, 5);
        String cut = Engine.fresh("cut");
        assertThat(noon.define(resource, cut, "{\"capacity\":3}").reason())
                .isEqualTo("CAPACITY_IN_USE");
        noon.define(resource, Engine.fresh("drain"), "{\"capacity\":3,\"allowDrain\":true}");
        assertThat(noon.counters(resource)).isEqualTo("-2 0 5");

        noon.release(held, Engine.fresh("release"), 2);
        assertThat(noon.book(Engine.fresh("early"), resource, 1).reason())
                .isEqualTo("INSUFFICIENT_CAPACITY");
        noon.release(held, Engine.fresh("release"), 1);
        assertThat(noon.book(Engine.fresh("next"), resource, 1).committed()).isTrue();
        assertThat(noon.counters(resource)).isEqualTo("0 0 3");
    }

    @Test
    void aDrainIsPaidByAHoldThatExpires() {
        noon.define(resource, 5);
        noon.hold(held, resource, 5, "PT10M");
        noon.define(resource, Engine.fresh("drain"), "{\"capacity\":3,\"allowDrain\":true}");
        assertThat(noon.counters(resource)).isEqualTo("-2 5 0");

        Functions later = at(Duration.ofMinutes(10));
        assertThat(later.counters(resource)).isEqualTo("3 0 0");
        assertThat(later.book(Engine.fresh("next"), resource, 3).committed()).isTrue();
        assertThat(later.book(Engine.fresh("more"), resource, 1).committed()).isFalse();
    }

    @Test
    void aCutMayUseWhatHasExpired() {
        noon.define(resource, 5);
        noon.hold(held, resource, 5, "PT10M");

        assertThat(noon.define(resource, 0).reason()).isEqualTo("CAPACITY_IN_USE");
        assertThat(at(Duration.ofMinutes(10)).define(resource, 0).committed()).isTrue();
    }

    private static Functions at(Duration afterNoon) {
        return Functions.on(Engine.embedded(), NOON.plus(afterNoon));
    }
}
