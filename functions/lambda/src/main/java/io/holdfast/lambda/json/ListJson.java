package io.holdfast.lambda.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.listing.ListQuery;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.listing.ListedLine;
import io.holdfast.domain.resource.ExpiryWheel;
import java.io.IOException;
import java.time.Instant;

/** Pages of lists as JSON bodies of replies. */
public final class ListJson {
    private ListJson() {}

    /** A page, with each booking's state at {@code now}. */
    public static String of(ListQuery.Result.Page page, Instant now) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("bookings");
            for (ListedBooking each : page.bookings()) {
                write(json, each, now);
            }
            json.writeEndArray();
            if (page.next().isPresent()) {
                json.writeStringField("next", page.next().get().text());
            }
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, ListedBooking booking, Instant now)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("bookingId", booking.booking().value());
        json.writeStringField("state", booking.stateAt(now).name());
        json.writeArrayFieldStart("lines");
        for (ListedLine line : booking.lines()) {
            BookingJson.writeLine(json, line.resource(), line.units(), line.remaining());
        }
        json.writeEndArray();
        if (booking.slot().isPresent()) {
            json.writeStringField("expiresAt",
                    Timestamp.text(ExpiryWheel.expiresAt(booking.slot().getAsLong())));
        }
        json.writeStringField("decidedAt", Timestamp.text(booking.decidedAt()));
        if (booking.reference().isPresent()) {
            json.writeStringField("reference", booking.reference().get());
        }
        json.writeEndObject();
    }
}
