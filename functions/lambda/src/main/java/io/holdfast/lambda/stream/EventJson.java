package io.holdfast.lambda.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.Verb;
import io.holdfast.domain.event.Event;
import io.holdfast.lambda.json.BookingJson;
import io.holdfast.lambda.json.Json;
import io.holdfast.lambda.json.Timestamp;
import io.holdfast.lambda.json.VerdictJson;
import io.holdfast.lambda.stream.Publisher.Entry;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Events as entries for the bus: a type and a JSON detail. */
public final class EventJson {
    /** Raised if consumers must change; a new member does not raise it. */
    static final int SCHEMA_VERSION = 1;

    private EventJson() {}

    public static Entry entry(Event event) {
        return new Entry(type(event), event.at(), Json.write(json -> {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeStringField("eventId", event.id());
            switch (event) {
                case Event.OfBooking booking -> write(json, booking);
                case Event.OfExpiry expiry -> write(json, expiry);
                case Event.OfResource resource -> write(json, resource);
            }
            json.writeEndObject();
        }));
    }

    private static String type(Event event) {
        return switch (event) {
            case Event.OfBooking booking ->
                "booking." + booking.type();
            case Event.OfExpiry expiry -> "booking.expired";
            case Event.OfResource resource ->
                resource.exhausted() ? "resource.exhausted" : "resource.available";
        };
    }

    private static void write(JsonGenerator json, Event.OfBooking event) throws IOException {
        json.writeStringField("bookingId", event.booking().id().value());
        if (event.command().isPresent()) {
            json.writeStringField("commandId", event.command().get().value());
        }
        json.writeStringField("command", name(event.verb()));
        json.writeNumberField("version", event.booking().version());
        VerdictJson.writeVerdict(json, event.verdict());
        BookingJson.writeAdmission(json, event.booking(), event.at());
        BookingJson.writeReference(json, event.booking());
    }

    private static void write(JsonGenerator json, Event.OfExpiry event) throws IOException {
        json.writeStringField("bookingId", event.booking().id().value());
        json.writeNumberField("version", event.booking().version());
        BookingJson.writeAdmission(json, event.booking(), event.at());
        BookingJson.writeReference(json, event.booking());
    }

    private static String name(Optional<Verb> verb) {
        return verb.map(each -> each.name().toLowerCase(Locale.ROOT)).orElse("book");
    }

    private static void write(JsonGenerator json, Event.OfResource event) throws IOException {
        json.writeStringField("resourceId", event.resource().id().value());
        json.writeStringField("status", event.resource().status().name());
        json.writeNumberField("capacity", event.resource().capacity());
        json.writeNumberField("available", event.resource().availableAt(event.at()));
        json.writeNumberField("confirmed", event.resource().confirmed());
        json.writeNumberField("held", event.resource().heldAt(event.at()));
        json.writeNumberField("version", event.resource().version());
        json.writeStringField("at", Timestamp.text(event.at()));
    }
}
