package io.holdfast.lab.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lab.TestContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items that an earlier release stored under {@code .} or {@code ..}; no new item may have such an
 * id.
 */
class StoredIdsTest {
    private final Functions functions = Functions.on(Engine.embedded());
    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void unitsOfSuchAResourceCanStillBeGivenBack(String dots) {
        functions.define(resource, 5);
        functions.book(booking, resource, 2);
        put(Items.resource(resource), "pk", AttributeValue.fromS("resource#" + dots));
        Map<String, AttributeValue> line = new HashMap<>(
                Objects.requireNonNull(Items.booking(booking).get("lines")).l().getFirst().m());
        line.put("resource", AttributeValue.fromS(dots));
        put(Items.booking(booking), "lines",
                AttributeValue.fromL(List.of(AttributeValue.fromM(line))));

        assertThat(functions.booking(booking).body().at("/lines/0/resourceId").textValue())
                .isEqualTo(dots);
        assertThat(functions.release(booking, Engine.fresh("release")).committed()).isTrue();
        assertThat(Items.number(Items.resource(dots), "available")).isEqualTo(5);
    }

    /** No URL addresses it, but the queue and direct invocation name it in a body. */
    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void suchABookingIsStillConfirmedAndGivenBackWithoutAUrl(String dots) {
        functions.define(resource, 5);
        functions.hold(booking, resource, 2, "PT10M");
        put(Items.booking(booking), "pk", AttributeValue.fromS("booking#" + dots));

        assertThat(functions.batch(List.of(named("confirm", dots))))
                .allMatch(Reply::committed);
        assertThat(functions.invoke(named("release", dots), new TestContext(30_000)))
                .contains("COMMITTED");
        assertThat(functions.counters(resource)).isEqualTo("5 0 0");
        assertThat(functions.batch(List.of(named("resolve", dots))))
                .allMatch(reply -> reply.status() == 200);
        remove(dots);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void noRouteUsesSuchAnIdAndNothingNewGetsOne(String dots) {
        functions.define(resource, 5);
        String line = "\"resourceId\":\"" + resource + "\",\"units\":1}";

        assertThat(functions.book(dots, "{" + line).text("field")).isEqualTo("bookingId");
        assertThat(functions.define(dots, 5).text("field")).isEqualTo("resourceId");
        assertThat(functions.resolve(dots).status()).isEqualTo(400);
        assertThat(functions.booking(dots).text("field")).isEqualTo("bookingId");
        assertThat(functions.resource(dots).text("field")).isEqualTo("resourceId");
        assertThat(functions.batch(List.of(
                "{\"command\":\"book\",\"bookingId\":\"" + dots + "\"," + line)))
                .noneMatch(Reply::committed);
        assertThat(Items.booking(dots)).isEmpty();
    }

    private static String named(String command, String id) {
        return "{\"command\":\"" + command + "\",\"bookingId\":\"" + id + "\"}";
    }

    private static void remove(String booking) {
        Engine.embedded().deleteItem(delete -> delete.tableName(Engine.TABLE)
                .key(Items.key("booking#" + booking, "booking")));
    }

    private static void put(Map<String, AttributeValue> item, String name, AttributeValue value) {
        Map<String, AttributeValue> copy = new HashMap<>(item);
        copy.put(name, value);
        Engine.embedded().putItem(put -> put.tableName(Engine.TABLE).item(copy));
    }
}
