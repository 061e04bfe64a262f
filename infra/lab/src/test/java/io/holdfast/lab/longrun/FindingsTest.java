package io.holdfast.lab.longrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.service.Effect;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Items;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** What a long run would find: each check is shown an item that breaks its promise. */
class FindingsTest {
    private static final int BOOKINGS = 500;

    private final World world = new World(LongRun.ofTenMillion().withBookings(BOOKINGS), 0);

    @BeforeEach
    void sell() {
        world.sell();
    }

    @Test
    void nothingIsFoundWhereNothingWasChanged() {
        world.audit();
        assertThat(world.findings().violations()).isEmpty();
    }

    @Test
    void aVerdictThatTurnedIsFound() {
        change(committed(), "booking",
                item -> item.put("outcome", AttributeValue.fromS("FAILED")));
        world.audit();
        assertThat(world.findings().violations()).anyMatch(
                sentence -> sentence.contains("received another verdict than is recorded"));
    }

    @Test
    void aConfirmThatIsRecordedOtherwiseIsFound() {
        int confirmed = firstWith("confirmedAt", true);
        world.confirmed().add(confirmed, failed());
        world.audit();
        assertThat(world.findings().violations())
                .containsExactly("the caller who wanted to confirm "
                        + world.booking(confirmed) + " received another verdict than is recorded");
    }

    @Test
    void aReleaseThatIsNotRecordedIsFound() {
        int kept = firstWith("releasedAt", false);
        world.released().add(kept, new Received("COMMITTED", "COMMITTED", Instant.EPOCH));
        world.audit();
        assertThat(world.findings().violations())
                .containsExactly("the caller who wanted to release "
                        + world.booking(kept) + " received another verdict than is recorded");
    }

    private static Received failed() {
        return new Received("HOLD_EXPIRED", "FAILED", Instant.EPOCH);
    }

    /** The first hold that is committed, and has the attribute or has it not. */
    private int firstWith(String attribute, boolean has) {
        return IntStream.range(0, BOOKINGS).filter(each -> {
            Map<String, AttributeValue> item = Items.read(world.table(),
                    "booking#" + world.booking(each), "booking");
            return item.containsKey("slot") && item.containsKey(attribute) == has;
        }).findFirst().orElseThrow();
    }

    @Test
    void aBookingThatIsGoneIsFound() {
        world.table().deleteItem(
                delete -> delete.tableName(Engine.TABLE).key(Items.key(committed(), "booking")));
        world.audit();
        assertThat(world.findings().violations())
                .anyMatch(sentence -> sentence.endsWith("has no verdict"));
    }

    @Test
    void unitsWithoutABookingAreFound() {
        change("resource#" + world.resource(0), "resource", item -> {
            add("confirmed", 1, item);
            add("available", -1, item);
        });
        world.audit();
        assertThat(world.findings().violations()).isNotEmpty();
    }

    @Test
    void anOverbookedInstantIsFound() {
        change("resource#" + world.resource(0), "resource", item -> {
            long available = Items.number(item, "available");
            add("available", -available - 1, item);
            add("confirmed", available + 1, item);
        });
        UpdateItemRequest write = UpdateItemRequest.builder()
                .key(Items.key("resource#" + world.resource(0), "resource")).build();
        new Watch(world.table(), world.findings()).accept(
                new Effect.Applied(0, write, UpdateItemResponse.builder().build()));
        assertThat(world.findings().violations())
                .containsExactly("resource#" + world.resource(0) + " has -1 available and "
                        + (capacity() + 1) + " taken of " + capacity());
    }

    private long capacity() {
        return Items.number(
                Items.read(world.table(), "resource#" + world.resource(0), "resource"),
                "capacity");
    }

    private String committed() {
        List<String> ids = IntStream.range(0, BOOKINGS)
                .mapToObj(each -> "booking#" + world.booking(each))
                .filter(id -> Items.text(Items.read(world.table(), id, "booking"), "outcome")
                        .equals("COMMITTED"))
                .toList();
        return ids.getFirst();
    }

    private void change(String pk, String sk, Consumer<Map<String, AttributeValue>> change) {
        Map<String, AttributeValue> item = new HashMap<>(Items.read(world.table(), pk, sk));
        change.accept(item);
        world.table().putItem(put -> put.tableName(Engine.TABLE).item(item));
    }

    private static void add(String attribute, long units, Map<String, AttributeValue> item) {
        item.put(attribute, AttributeValue
                .fromN(Long.toString(Items.number(item, attribute) + units)));
    }
}
