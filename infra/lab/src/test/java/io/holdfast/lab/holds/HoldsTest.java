package io.holdfast.lab.holds;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Interception;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lab.workload.FullWheel;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** What holds do in time, one command after the other. */
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
    void whoeverCollectedTheHoldEarlierByAFastClockHasItAndTheHolderIsToldSo() {
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

    /** A collector by a fast clock has read; a hold by a slow one comes in below; the collector writes. */
    @Test
    void aHoldThatSlippedBelowTheWatermarkIsNotConfirmed() {
        noon.define(resource, 5);
        noon.hold(Engine.fresh("first"), resource, 2, "PT10M");
        Interception slip = (request, proceed) -> {
            if (request instanceof TransactWriteItemsRequest) {
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

    /** No schedule leads there; the counters' own guards hold even where somebody edited the table. */
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
                .key(Items.key("resource#" + resource + "#0", "resource"))
                .updateExpression(expression).expressionAttributeNames(names)
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
    }

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

    @Test
    void aChangeThatNeedsNoExpiredUnitsCollectsNoneSoThatBookingsDoNotStarveIt() {
        noon.define(resource, 5);
        noon.hold(held, resource, 3, "PT10M");

        at(Duration.ofMinutes(10)).define(resource, 4);

        assertThat(Items.expiring(Items.resource(resource))).hasSize(1);
        assertThat(at(Duration.ofMinutes(10)).counters(resource)).isEqualTo("4 0 0");
    }

    @Test
    void theSameKeyForAnotherChangeIsReused() {
        noon.define(resource, 5);
        noon.hold(held, resource, 5, "PT10M");
        String command = Engine.fresh("command");
        noon.release(held, command, 2);

        assertThat(noon.release(held, command, 1).status()).isEqualTo(422);
        assertThat(noon.confirm(held, command).status()).isEqualTo(422);
        assertThat(noon.counters(resource)).isEqualTo("2 3 0");
    }

    /** What was brought about already is COMMITTED without a record, so the id is still free. */
    @Test
    void anIdThatLeftNoRecordBelongsToTheNextCommandThatTakesIt() {
        noon.define(resource, 5);
        noon.hold(held, resource, 5, "PT10M");
        noon.confirm(held, Engine.fresh("first"));
        String twice = Engine.fresh("twice");

        assertThat(noon.confirm(held, twice).committed()).isTrue();
        assertThat(Items.commands(Items.booking(held))).doesNotContainKey(twice);
        assertThat(noon.confirm(held, twice).committed()).as("asked again").isTrue();
        assertThat(noon.release(held, twice, 2).committed()).as("another command").isTrue();

        Reply reused = noon.confirm(held, twice);
        assertThat(reused.status()).isEqualTo(422);
        assertThat(reused.text("type")).isEqualTo("urn:holdfast:problem:key-reused");
        assertThat(noon.counters(resource)).as("what was done stands").isEqualTo("2 0 3");
    }

    @Test
    void unitsOfABookingOfSeveralLinesAreReleasedByLine() {
        String second = Engine.fresh("second");
        noon.define(resource, 5);
        noon.define(second, 5);
        noon.book(held, "{\"lines\":[{\"resourceId\":\"" + resource + "\",\"units\":3},"
                + "{\"resourceId\":\"" + second + "\",\"units\":2}]}");

        Reply vague = noon.release(held, Engine.fresh("vague"), 1);
        Reply release = noon.release(held, Engine.fresh("release"),
                "{\"lines\":[{\"resourceId\":\"" + second + "\",\"units\":2}]}");

        assertThat(vague.status()).isEqualTo(400);
        assertThat(vague.text("detail")).contains("units").contains("lines");
        assertThat(release.committed()).isTrue();
        assertThat(release.body().at("/lines/1/remaining").longValue()).isZero();
        assertThat(noon.counters(resource)).isEqualTo("2 0 3");
        assertThat(noon.release(held, Engine.fresh("rest")).text("state")).isEqualTo("RELEASED");
        assertThat(noon.counters(resource)).isEqualTo("5 0 0");
        assertThat(noon.release(held, Engine.fresh("vague"), 1).status())
                .as("no state of the booking makes it valid").isEqualTo(400);
    }

    private static Functions at(Duration afterNoon) {
        return Functions.on(Engine.embedded(), NOON.plus(afterNoon));
    }
}
