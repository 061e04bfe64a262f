package io.holdfast.lab.holds;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Interception;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Holds in the course of time, one command after the other. */
class HoldsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private final Functions noon = at(Duration.ZERO);
    private final String resource = Engine.fresh("resource");
    private final String held = Engine.fresh("held");

    @Test
    void aHoldCountsAsHeldUntilItsSlotAndAsAvailableFromThenOn() {
        noon.define(resource, 5);
        Reply hold = noon.hold(held, resource, 3, "PT10M");

        assertThat(hold.status()).isEqualTo(201);
        assertThat(hold.text("state")).isEqualTo("HELD");
        assertThat(hold.text("expiresAt")).isEqualTo("2026-03-01T12:10:00.000Z");
        assertThat(at(Duration.ofMinutes(10).minusNanos(1)).counters(resource)).isEqualTo("2 3 0");
        assertThat(at(Duration.ofMinutes(10)).counters(resource)).isEqualTo("5 0 0");
        assertThat(at(Duration.ofMinutes(9)).booking(held).text("state")).isEqualTo("HELD");
        assertThat(at(Duration.ofMinutes(10)).booking(held).text("state")).isEqualTo("EXPIRED");
    }

    @Test
    void aHoldExpiresAtAFullMinuteNeverBeforeItsTime() {
        noon.define(resource, 5);
        Instant odd = NOON.plusSeconds(1);

        Reply hold = Functions.on(Engine.embedded(), odd).hold(held, resource, 1, "PT1M");

        assertThat(hold.text("expiresAt")).isEqualTo("2026-03-01T12:02:00.000Z");
    }

    @Test
    void expiredUnitsAreTheNextAttemptsAndCountAsSuchInItsEvidence() {
        noon.define(resource, 3);
        noon.hold(held, resource, 3, "PT10M");
        String early = Engine.fresh("early");
        String next = Engine.fresh("next");
        String greedy = Engine.fresh("greedy");

        assertThat(at(Duration.ofMinutes(9)).book(early, resource, 1).reason())
                .isEqualTo("INSUFFICIENT_CAPACITY");
        Reply refused = at(Duration.ofMinutes(10)).book(greedy, resource, 4);
        assertThat(refused.body().at("/evidence/available").longValue()).isEqualTo(3);
        assertThat(at(Duration.ofMinutes(10)).book(next, resource, 3).status()).isEqualTo(201);
        assertThat(at(Duration.ofMinutes(10)).confirm(held, Engine.fresh("confirm")).reason())
                .isEqualTo("HOLD_EXPIRED");
    }

    @Test
    void aHoldThatAFastClockCollectedIsNotConfirmedByASlowOne() {
        noon.define(resource, 3);
        noon.hold(held, resource, 3, "PT10M");
        at(Duration.ofMinutes(11)).book(Engine.fresh("fast"), resource, 1);

        Reply confirm = at(Duration.ofMinutes(9)).confirm(held, Engine.fresh("confirm"));

        assertThat(confirm.reason()).isEqualTo("HOLD_EXPIRED");
        assertThat(confirm.body().at("/evidence/expiredThrough").longValue())
                .isEqualTo(confirm.body().at("/evidence/slot").longValue());
    }

    @Test
    void aHoldMadeByASlowClockInACollectedSlotIsRefused() {
        noon.define(resource, 3);
        noon.hold(held, resource, 1, "PT10M");
        String fast = Engine.fresh("fast");
        at(Duration.ofMinutes(11)).book(fast, resource, 3);
        at(Duration.ofMinutes(11)).release(fast, Engine.fresh("back"), 1);

        Reply late = at(Duration.ofMinutes(9)).hold(Engine.fresh("slow"), resource, 1, "PT1M");

        assertThat(late.reason()).isEqualTo("CONTENTION");
    }

    /** A hold with a slow clock enters an earlier slot between the collector's read and its write. */
    @Test
    void aHoldThatSlippedBelowTheWatermarkIsNotConfirmed() {
        noon.define(resource, 5);
        noon.hold(Engine.fresh("first"), resource, 2, "PT10M");
        AtomicBoolean slipped = new AtomicBoolean();
        Interception slip = (request, proceed) -> {
            if (request instanceof UpdateItemRequest && slipped.compareAndSet(false, true)) {
                noon.hold(held, resource, 1, "PT5M");
            }
            return proceed.with(request);
        };
        Functions fast = Functions.on(slip.around(Engine.embedded()),
                NOON.plus(Duration.ofMinutes(11)));
        assertThat(fast.book(Engine.fresh("fast"), resource, 4).committed()).isTrue();
        assertThat(noon.booking(held).text("state")).isEqualTo("HELD");

        assertThat(noon.confirm(held, Engine.fresh("confirm")).reason())
                .isEqualTo("HOLD_EXPIRED");
        assertThat(at(Duration.ofMinutes(5)).counters(resource)).isEqualTo("1 0 4");
    }

    /**
     * No schedule leads there; the guards of the counters hold even if the table was edited by
     * hand.
     */
    @Test
    void noCounterGoesNegativeAlthoughTheTableWasEdited() {
        noon.define(resource, 5);
        noon.hold(held, resource, 2, "PT10M");
        edit("SET #expiring.#slot = :one, #available = #available + :one",
                Map.of("#expiring", "expiring", "#available", "available", "#slot",
                        Items.expiring(Items.resource(resource)).keySet().iterator().next()));
        assertThat(noon.confirm(held, Engine.fresh("confirm")).committed()).isFalse();
        assertThat(noon.release(held, Engine.fresh("release")).committed()).isFalse();

        String booked = Engine.fresh("booked");
        noon.book(booked, resource, 2);
        edit("SET #confirmed = :one, #available = #available + :one",
                Map.of("#confirmed", "confirmed", "#available", "available"));
        assertThat(noon.release(booked, Engine.fresh("release")).committed()).isFalse();
    }

    private void edit(String expression, Map<String, String> names) {
        Engine.embedded().updateItem(update -> update.tableName(Engine.TABLE)
                .key(Items.key("resource#" + resource, "resource"))
                .updateExpression(expression).expressionAttributeNames(names)
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
    }

    private static Functions at(Duration afterNoon) {
        return Functions.on(Engine.embedded(), NOON.plus(afterNoon));
    }
}
