package io.holdfast.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.event.Event;
import io.holdfast.domain.event.ItemChange;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.dynamodb.item.StreamImages;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lambda.stream.EventJson;
import io.holdfast.lambda.stream.Publisher.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The members of an event's detail. */
class EventJsonTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void eventsOfABookingCarryItsVersionByWhichTheyAreOrdered() {
        Functions noon = Functions.on(Engine.embedded(), NOON);
        // By a clock that is behind, the confirm is decided before the hold, and yet it follows the
        // hold.
        Functions behind = Functions.on(Engine.embedded(), NOON.minusMillis(7));
        String resource = Engine.fresh("resource");
        String booking = Engine.fresh("booking");
        noon.define(resource, 5);
        noon.hold(booking, resource, 2, "PT10M");
        Map<String, AttributeValue> held = Items.booking(booking);
        behind.confirm(booking, "confirm");

        String first = detail(StreamImages.change(Map.of(), held, NOON));
        String second = detail(StreamImages.change(held, Items.booking(booking), NOON));

        assertThat(first).contains("\"version\":1", "\"decidedAt\":\"2026-03-01T12:00:00.000Z\"");
        assertThat(second).contains("\"version\":2",
                "\"decidedAt\":\"2026-03-01T11:59:59.993Z\"");
    }

    @Test
    void anExtensionAndAnAmendmentShowTheBookingAfterThem() {
        Functions noon = Functions.on(Engine.embedded(), NOON);
        String resource = Engine.fresh("resource");
        String booking = Engine.fresh("booking");
        noon.define(resource, 5);
        noon.hold(booking, resource, 2, "PT10M");
        Map<String, AttributeValue> held = Items.booking(booking);
        noon.extend(booking, "longer", "PT30M");
        Map<String, AttributeValue> extended = Items.booking(booking);
        noon.amend(booking, "more", 3);

        Entry first = entry(StreamImages.change(held, extended, NOON));
        Entry second = entry(StreamImages.change(extended, Items.booking(booking), NOON));

        assertThat(first.type()).isEqualTo("booking.extended");
        assertThat(first.detail()).contains("\"eventId\":\"booking/" + booking + "/longer\"",
                "\"command\":\"extend\"", "\"expiresAt\":\"2026-03-01T12:32:00.000Z\"");
        assertThat(second.type()).isEqualTo("booking.amended");
        assertThat(second.detail()).contains("\"command\":\"amend\"",
                "\"units\":3,\"remaining\":3");
    }

    @Test
    void anEventOfAResourceSaysWhetherItIsOpen() {
        Resource closed = new Resource(new ResourceId("r"), 7, 3,
                new Definition(5, ResourceStatus.CLOSED), 5, 0, new TreeMap<>(), 0);

        Entry entry = EventJson.entry(new Event.OfResource(true, closed, NOON));

        assertThat(entry.type()).isEqualTo("resource.exhausted");
        assertThat(entry.detail()).isEqualTo("{\"schemaVersion\":1,\"eventId\":\"resource/r/7\","
                + "\"resourceId\":\"r\",\"status\":\"CLOSED\",\"capacity\":5,\"available\":5,"
                + "\"confirmed\":0,\"held\":0,\"version\":7,"
                + "\"at\":\"2026-03-01T12:00:00.000Z\"}");
    }

    private static String detail(ItemChange change) {
        return entry(change).detail();
    }

    private static Entry entry(ItemChange change) {
        List<Event> events = Event.of(change);
        assertThat(events).hasSize(1);
        return EventJson.entry(events.getFirst());
    }
}
