package io.holdfast.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.Answer;
import io.holdfast.domain.Booking;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.ChangeAnswer;
import io.holdfast.domain.ChangeCommand;
import io.holdfast.domain.Definition;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Resource;
import io.holdfast.domain.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What stands in the ledger, as HTTP replies (design section 5). */
final class Replies {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;

    private Replies() {}

    /** To a command to book: 201 when it has just taken effect, 200 when it had before. */
    static HttpResponse booked(BookingId id, Answer<Booking> answer, Instant now) {
        return switch (answer) {
            case Answer.Settled<Booking>(Booking booking, boolean replayed) ->
                switch (booking.verdict()) {
                    case Verdict.Committed committed ->
                        HttpResponse.json(replayed ? OK : CREATED, write(booking, replayed, now));
                    case Verdict.Failed failed -> failed(failed, replayed,
                            json -> json.writeStringField("bookingId", id.value()));
                };
            case Answer.KeyReused<Booking>() -> keyReused();
            case Answer.Undecided<Booking>() -> undecided();
        };
    }

    /** To a command to define: 201 when the resource is new, 200 when it was changed. */
    static HttpResponse defined(Answer<Definition> answer) {
        return switch (answer) {
            case Answer.Settled<Definition>(Definition definition, boolean replayed) ->
                switch (definition.verdict()) {
                    case Verdict.Committed committed -> defined(definition, replayed);
                    case Verdict.Failed failed -> failed(failed, replayed, json -> {
                        json.writeStringField("resourceId", definition.resource().value());
                        json.writeStringField("commandId", definition.id().value());
                    });
                };
            case Answer.KeyReused<Definition>() -> keyReused();
            case Answer.Undecided<Definition>() -> undecided();
        };
    }

    /** To a command to resolve: 200 with whatever verdict stands. */
    static HttpResponse resolved(Answer<Booking> answer, Instant now) {
        return switch (answer) {
            case Answer.Settled<Booking>(Booking booking, boolean replayed) ->
                HttpResponse.json(OK, write(booking, replayed, now));
            case Answer.KeyReused<Booking>() -> keyReused();
            case Answer.Undecided<Booking>() -> undecided();
        };
    }

    /** To a confirm or a release: 200 when it took effect, now or before. */
    static HttpResponse changed(ChangeCommand command, ChangeAnswer answer, Instant now) {
        return switch (answer) {
            case ChangeAnswer.Settled(Optional<Booking> booking, Verdict verdict, boolean replayed) ->
                switch (verdict) {
                    case Verdict.Committed committed -> HttpResponse.json(OK, write(command,
                            committed, booking.orElseThrow(), replayed, now));
                    case Verdict.Failed failed -> failed(failed, replayed,
                            json -> writeSubject(json, command));
                };
            case ChangeAnswer.NotFound() -> notFound(Reason.BOOKING_NOT_FOUND);
            case ChangeAnswer.KeyReused() -> keyReused();
            case ChangeAnswer.TooManyCommands() -> Problem.TOO_MANY_COMMANDS.response(
                    "A booking takes at most " + Limits.COMMANDS
                            + " confirms and releases, failed ones included; nothing was done",
                    json -> {});
            case ChangeAnswer.Undecided() -> undecided();
        };
    }

    static HttpResponse read(Booking booking, Instant now) {
        return HttpResponse.json(OK, write(booking, true, now));
    }

    static HttpResponse read(Resource resource, Instant now) {
        String body = Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("resourceId", resource.id().value());
            json.writeNumberField("capacity", resource.capacity());
            json.writeNumberField("available", resource.availableAt(now));
            json.writeNumberField("confirmed", resource.confirmed());
            json.writeNumberField("held", resource.heldAt(now));
            json.writeStringField("status", resource.status().name());
            json.writeNumberField("stripes", resource.stripes());
            json.writeNumberField("version", resource.version());
            json.writeNumberField("definitionVersion", resource.definitionVersion());
            json.writeEndObject();
        });
        return HttpResponse.json(OK, body).with("etag", "\"" + resource.version() + "\"");
    }

    static HttpResponse notFound(Reason reason) {
        return Problem.NOT_FOUND.response("Nothing stands under this id",
                json -> json.writeStringField("reason", reason.name()));
    }

    static HttpResponse unavailable(Reason reason) {
        return Problem.UNAVAILABLE.response("Nothing was read; ask again",
                json -> json.writeStringField("reason", reason.name()));
    }

    private static HttpResponse keyReused() {
        return Problem.KEY_REUSED.response(
                "Another command stands under this id; nothing was done", json -> {});
    }

    private static HttpResponse undecided() {
        return Problem.UNDECIDED.response(
                "The store gave no decisive answer; ask again with the same id", json -> {});
    }

    private static HttpResponse failed(Verdict.Failed failed, boolean replayed,
            Json.Writing subject) {
        return HttpResponse.problem(CONFLICT, Json.write(json -> {
            json.writeStartObject();
            Problem.writeMembers(json, Problem.type(failed.text()), failed.text(),
                    CONFLICT, "Nothing of this command took effect");
            subject.to(json);
            VerdictJson.writeVerdict(json, failed);
            json.writeBooleanField("replayed", replayed);
            json.writeEndObject();
        }));
    }

    private static HttpResponse defined(Definition definition, boolean replayed) {
        Definition.Defined defined = definition.defined().orElseThrow();
        String body = Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("resourceId", definition.resource().value());
            json.writeStringField("commandId", definition.id().value());
            VerdictJson.writeVerdict(json, definition.verdict());
            json.writeNumberField("capacity", defined.capacity());
            json.writeStringField("status", defined.status().name());
            json.writeNumberField("stripes", defined.stripes());
            json.writeNumberField("definitionVersion", defined.definitionVersion());
            json.writeBooleanField("created", defined.created());
            json.writeBooleanField("replayed", replayed);
            json.writeEndObject();
        });
        return HttpResponse.json(defined.created() && !replayed ? CREATED : OK, body);
    }

    private static String write(Booking booking, boolean replayed, Instant now) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("bookingId", booking.id().value());
            VerdictJson.writeVerdict(json, booking.verdict());
            VerdictJson.writeLife(json, booking, now);
            if (booking.reference().isPresent()) {
                json.writeStringField("reference", booking.reference().get());
            }
            json.writeBooleanField("replayed", replayed);
            json.writeEndObject();
        });
    }

    private static String write(ChangeCommand command, Verdict.Committed verdict, Booking booking,
            boolean replayed, Instant now) {
        return Json.write(json -> {
            json.writeStartObject();
            writeSubject(json, command);
            VerdictJson.writeVerdict(json, verdict);
            VerdictJson.writeLife(json, booking, now);
            json.writeBooleanField("replayed", replayed);
            json.writeEndObject();
        });
    }

    private static void writeSubject(JsonGenerator json, ChangeCommand command)
            throws IOException {
        json.writeStringField("bookingId", command.booking().value());
        json.writeStringField("commandId", command.id().value());
        json.writeStringField("command", command.verb().name().toLowerCase(Locale.ROOT));
    }
}
