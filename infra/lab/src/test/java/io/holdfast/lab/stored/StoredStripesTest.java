package io.holdfast.lab.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Bookings that an earlier release wrote, whose lines name a stripe of the resource. */
class StoredStripesTest {
    private final Functions functions = Functions.on(Engine.embedded());
    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");

    @BeforeEach
    void holdByAnEarlierRelease() {
        functions.define(resource, 5);
        functions.hold(booking, resource, 3, "PT10M");
        Map<String, AttributeValue> item = new HashMap<>(Items.booking(booking));
        item.put("lines", AttributeValue.fromL(List.of(AttributeValue.fromM(
                Map.of("resource", AttributeValue.fromS(resource),
                        "stripe", AttributeValue.fromN("0"),
                        "units", AttributeValue.fromN("3"))))));
        item.put("stripes", AttributeValue.fromN("1"));
        Engine.embedded().putItem(put -> put.tableName(Engine.TABLE).item(item));
    }

    @Test
    void suchABookingIsReadWithoutTheStripe() {
        assertThat(functions.booking(booking).body().get("lines").toString())
                .isEqualTo("[{\"resourceId\":\"" + resource + "\",\"units\":3,\"remaining\":3}]");
    }

    @Test
    void suchABookingIsConfirmedAndReleased() {
        assertThat(functions.confirm(booking, Engine.fresh("confirm")).committed()).isTrue();
        assertThat(functions.release(booking, Engine.fresh("part"), 1).committed()).isTrue();
        assertThat(functions.counters(resource)).isEqualTo("3 0 2");
        assertThat(functions.release(booking, Engine.fresh("rest")).committed()).isTrue();
        assertThat(functions.counters(resource)).isEqualTo("5 0 0");
    }
}
