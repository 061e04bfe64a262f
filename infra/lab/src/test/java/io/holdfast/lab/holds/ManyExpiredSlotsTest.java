package io.holdfast.lab.holds;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * More expired slots than the wheel of this release makes: slots of an older release, and of clocks
 * that differ. A booking that needs all of them collects them in one attempt, since a refused one
 * collects none.
 */
class ManyExpiredSlotsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int SLOTS = 90;

    private final Functions functions = Functions.on(Engine.embedded(), NOON);
    private final String resource = Engine.fresh("resource");

    @BeforeEach
    void holdOneUnitInEachSlot() {
        functions.define(resource, SLOTS);
        long first = Duration.between(Instant.EPOCH, NOON).toMinutes() - SLOTS;
        Map<String, AttributeValue> slots = new HashMap<>();
        IntStream.range(0, SLOTS).forEach(i -> slots.put(Long.toString(first + i),
                AttributeValue.fromN("1")));
        Map<String, AttributeValue> item = new HashMap<>(Items.resource(resource));
        item.put("available", AttributeValue.fromN("0"));
        item.put("expiring", AttributeValue.fromM(slots));
        Engine.embedded().putItem(put -> put.tableName(Engine.TABLE).item(item));
    }

    @Test
    void aBookingGetsTheUnitsOfAll() {
        assertThat(functions.book(Engine.fresh("booking"), resource, SLOTS).committed()).isTrue();
        assertThat(functions.counters(resource)).isEqualTo("0 0 90");
    }

    @Test
    void soDoesAHold() {
        assertThat(functions.hold(Engine.fresh("booking"), resource, SLOTS, "PT1M").committed())
                .isTrue();
        assertThat(functions.counters(resource)).isEqualTo("0 90 0");
    }

    @Test
    void soDoesACut() {
        assertThat(functions.define(resource, 0).committed()).isTrue();
    }

    /** A group may collect fewer slots, so each of its bookings is decided alone. */
    @Test
    void soDoesAGroup() {
        assertThat(functions.batch(List.of(book(SLOTS - 1), book(1))))
                .hasSize(2).allMatch(Reply::committed);
        assertThat(functions.counters(resource)).isEqualTo("0 0 90");
    }

    private String book(int units) {
        return "{\"command\":\"book\",\"bookingId\":\"" + Engine.fresh("booking")
                + "\",\"resourceId\":\"" + resource + "\",\"units\":" + units + "}";
    }
}
