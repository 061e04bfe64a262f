package io.holdfast.lab.holds;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.resource.ExpiredSlots;
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
 * As many expired slots as one note collects, which is more than the wheel of this release makes:
 * clocks that differ can leave them. A booking that needs all of them collects them in one attempt,
 * since a refused one collects none.
 */
class ManyExpiredSlotsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int SLOTS = ExpiredSlots.MOST;

    private final Functions functions = Functions.on(Engine.embedded(), NOON);
    private final String resource = Engine.fresh("resource");

    @BeforeEach
    void holdOneUnitInEachSlot() {
        hold(SLOTS);
    }

    private void hold(int count) {
        functions.define(resource, count);
        long first = Duration.between(Instant.EPOCH, NOON).toMinutes() - count;
        Map<String, AttributeValue> slots = new HashMap<>();
        IntStream.range(0, count).forEach(i -> slots.put(Long.toString(first + i),
                AttributeValue.fromN("1")));
        Map<String, AttributeValue> item = new HashMap<>(Items.resource(resource));
        item.put("available", AttributeValue.fromN("0"));
        item.put("expiring", AttributeValue.fromM(slots));
        Engine.embedded().putItem(put -> put.tableName(Engine.TABLE).item(item));
    }

    @Test
    void aBookingGetsTheUnitsOfAll() {
        assertThat(functions.book(Engine.fresh("booking"), resource, SLOTS).committed()).isTrue();
        assertThat(functions.counters(resource)).isEqualTo("0 0 " + SLOTS);
    }

    @Test
    void soDoesAHold() {
        assertThat(functions.hold(Engine.fresh("booking"), resource, SLOTS, "PT1M").committed())
                .isTrue();
        assertThat(functions.counters(resource)).isEqualTo("0 " + SLOTS + " 0");
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
        assertThat(functions.counters(resource)).isEqualTo("0 0 " + SLOTS);
    }

    /** A group collects fewer, but none of its members is worse off for that. */
    @Test
    void soDoesAGroupWithoutAMemberThatNeedsAll() {
        assertThat(functions.batch(List.of(book(SLOTS / 2), book(SLOTS / 2))))
                .hasSize(2).allMatch(Reply::committed);
        assertThat(functions.counters(resource)).isEqualTo("0 0 " + SLOTS);
    }

    /** The units are there, but not for one note; a booking of fewer collects. */
    @Test
    void whoNeedsMoreThanOneNoteCollectsHasLostNothingButARace() {
        hold(SLOTS + 1);

        assertThat(functions.book(Engine.fresh("all"), resource, SLOTS + 1).reason())
                .isEqualTo("CONTENTION");
        assertThat(functions.book(Engine.fresh("more"), resource, SLOTS + 2).reason())
                .isEqualTo("INSUFFICIENT_CAPACITY");
        assertThat(functions.book(Engine.fresh("one"), resource, 1).committed()).isTrue();
        assertThat(functions.book(Engine.fresh("rest"), resource, SLOTS).committed()).isTrue();
        assertThat(functions.counters(resource)).isEqualTo("0 0 " + (SLOTS + 1));
    }

    private String book(int units) {
        return "{\"command\":\"book\",\"bookingId\":\"" + Engine.fresh("booking")
                + "\",\"resourceId\":\"" + resource + "\",\"units\":" + units + "}";
    }
}
