package io.holdfast.lambda.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Booking.Life;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.resource.ExpiryWheel;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** Verdicts and where bookings stand, as members of JSON objects: in replies and in events alike. */
public final class VerdictJson {
    private VerdictJson() {}

    public static void writeLife(JsonGenerator json, Booking booking, Instant now)
            throws IOException {
        if (booking.life().isEmpty()) {
            return;
        }
        Life life = booking.life().get();
        json.writeStringField("state", booking.stateAt(now).orElseThrow().name());
        writeLines(json, life);
        // A booking that was confirmed or released expires no more.
        if (life.slot().isPresent() && life.state() == BookingState.HELD) {
            json.writeStringField("expiresAt",
                    Timestamp.text(ExpiryWheel.expiresAt(life.slot().getAsLong())));
        }
        if (life.confirmedAt().isPresent()) {
            json.writeStringField("confirmedAt", Timestamp.text(life.confirmedAt().get()));
        }
        if (life.releasedAt().isPresent()) {
            json.writeStringField("releasedAt", Timestamp.text(life.releasedAt().get()));
        }
    }

    public static void writeVerdict(JsonGenerator json, Verdict verdict) throws IOException {
        switch (verdict) {
            case Verdict.Committed committed -> json.writeStringField("outcome", "COMMITTED");
            case Verdict.Failed(Reason reason, String text, Evidence evidence, Instant at) -> {
                json.writeStringField("outcome", "FAILED");
                json.writeStringField("reason", text);
                json.writeBooleanField("transient", reason.isTransient());
                writeEvidence(json, evidence);
            }
        }
        json.writeStringField("decidedAt", Timestamp.text(verdict.decidedAt()));
    }

    private static void writeEvidence(JsonGenerator json, Evidence evidence) throws IOException {
        json.writeObjectFieldStart("evidence");
        ResourceId resource = evidence.resource();
        if (resource != null) {
            json.writeStringField("resourceId", resource.value());
        }
        for (Map.Entry<Evidence.Figure, Long> each : evidence.figures().entrySet()) {
            json.writeNumberField(each.getKey().key(), each.getValue());
        }
        json.writeEndObject();
    }

    private static void writeLines(JsonGenerator json, Life life) throws IOException {
        json.writeArrayFieldStart("lines");
        for (int i = 0; i < life.lines().size(); i++) {
            json.writeStartObject();
            json.writeStringField("resourceId", life.lines().get(i).key().id().value());
            json.writeNumberField("units", life.lines().get(i).units());
            json.writeNumberField("remaining", life.remaining().get(i));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
