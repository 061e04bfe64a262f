package io.holdfast.lambda.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.protocol.Answer.TransitionDecided;
import io.holdfast.domain.resource.ExpiryWheel;
import java.io.IOException;
import java.time.Instant;

/** Bookings as JSON: in replies and in events. */
public final class BookingJson {
    private BookingJson() {}

    /** The body of a reply that shows a booking. */
    public static String of(Booking booking, boolean replayed, Instant now) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("bookingId", booking.id().value());
            VerdictJson.writeVerdict(json, booking.verdict());
            writeAdmission(json, booking, now);
            writeReference(json, booking);
            json.writeBooleanField("replayed", replayed);
            json.writeEndObject();
        });
    }

    /** The body of the reply to a command on a booking that took effect, now or before. */
    public static String of(Command command, TransitionDecided decided, Instant now) {
        return Json.write(json -> {
            json.writeStartObject();
            CommandJson.writeNames(json, command);
            VerdictJson.writeVerdict(json, decided.verdict());
            writeAdmission(json, decided.booking().orElseThrow(), now);
            json.writeBooleanField("replayed", decided.replayed());
            json.writeEndObject();
        });
    }

    /**
     * Writes the state, the lines and the times of a committed booking; nothing of a failed one.
     */
    public static void writeAdmission(JsonGenerator json, Booking booking, Instant now)
            throws IOException {
        if (booking.admission().isEmpty()) {
            return;
        }
        Admission admission = booking.admission().get();
        json.writeStringField("state", booking.stateAt(now).orElseThrow().name());
        writeLines(json, admission);
        // Only a hold expires.
        if (admission.slot().isPresent() && admission.state() == BookingState.HELD) {
            json.writeStringField("expiresAt",
                    Timestamp.text(ExpiryWheel.expiresAt(admission.slot().getAsLong())));
        }
        if (admission.confirmedAt().isPresent()) {
            json.writeStringField("confirmedAt", Timestamp.text(admission.confirmedAt().get()));
        }
        if (admission.releasedAt().isPresent()) {
            json.writeStringField("releasedAt", Timestamp.text(admission.releasedAt().get()));
        }
    }

    private static void writeLines(JsonGenerator json, Admission admission) throws IOException {
        json.writeArrayFieldStart("lines");
        for (Line line : admission.lines()) {
            writeLine(json, line.resource(), line.units(), line.remaining());
        }
        json.writeEndArray();
    }

    static void writeLine(JsonGenerator json, ResourceId resource, long units, long remaining)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("resourceId", resource.value());
        json.writeNumberField("units", units);
        json.writeNumberField("remaining", remaining);
        json.writeEndObject();
    }

    /** Writes the caller's own reference, if the booking has one. */
    public static void writeReference(JsonGenerator json, Booking booking) throws IOException {
        if (booking.reference().isPresent()) {
            json.writeStringField("reference", booking.reference().get());
        }
    }
}
