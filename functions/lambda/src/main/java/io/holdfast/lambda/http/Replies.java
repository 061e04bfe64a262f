package io.holdfast.lambda.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.ChangeCommand;
import io.holdfast.domain.command.DefineCommand;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.domain.protocol.ChangeAnswer;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Resource;
import io.holdfast.lambda.json.Json;
import io.holdfast.lambda.json.VerdictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Verdicts and images as HTTP replies (design section 5). */
public final class Replies {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private Replies() {}

    /** To a command to book: 201 when it has just taken effect, 200 when it had before. */
    public static HttpResponse booked(BookingId id, Answer<Booking> answer, Instant now) {
        return switch (answer) {
            case Answer.Settled<Booking>(Booking booking, boolean replayed) ->
                switch (booking.verdict()) {
                    case Verdict.Committed committed ->
                        HttpResponse.json(replayed ? OK : CREATED, write(booking, replayed, now));
                    case Verdict.Failed failed -> failed(Subject.of(id), failed, replayed,
                            json -> json.writeStringField("bookingId", id.value()));
                };
            case Answer.KeyReused<Booking>() -> keyReused(id.value());
            case Answer.Undecided<Booking>() -> undecided(Subject.of(id));
            case Answer.Unmet<Booking>() -> unmet();
        };
    }

    /** To a command to define: 201 when the resource is new, 200 when it was changed. */
    public static HttpResponse defined(DefineCommand command, Answer<Definition> answer) {
        return switch (answer) {
            case Answer.Settled<Definition>(Definition definition, boolean replayed) ->
                switch (definition.verdict()) {
                    case Verdict.Committed committed -> defined(definition, replayed);
                    case Verdict.Failed failed -> failed(Subject.ofDefinition(command.id()), failed,
                            replayed, json -> {
                                json.writeStringField("resourceId",
                                        definition.resource().value());
                                json.writeStringField("commandId", definition.id().value());
                            });
                };
            case Answer.KeyReused<Definition>() -> keyReused(command.id().value());
            case Answer.Undecided<Definition>() -> undecided(Subject.ofDefinition(command.id()));
            case Answer.Unmet<Definition>() -> unmet();
        };
    }

    /** To a command to resolve: 200 with the verdict, whichever it is. */
    public static HttpResponse resolved(BookingId id, Answer<Booking> answer, Instant now) {
        return switch (answer) {
            case Answer.Settled<Booking>(Booking booking, boolean replayed) ->
                HttpResponse.json(OK, write(booking, replayed, now));
            case Answer.KeyReused<Booking>() -> keyReused(id.value());
            case Answer.Undecided<Booking>() -> undecided(Subject.of(id));
            case Answer.Unmet<Booking>() -> unmet();
        };
    }

    /** To a confirm or a release: 200 when it took effect, now or before. */
    public static HttpResponse changed(ChangeCommand command, ChangeAnswer answer, Instant now) {
        return switch (answer) {
            case ChangeAnswer.Settled(Optional<Booking> booking, Verdict verdict, boolean replayed) ->
                switch (verdict) {
                    case Verdict.Committed committed -> HttpResponse.json(OK, write(command,
                            committed, booking.orElseThrow(), replayed, now));
                    case Verdict.Failed failed -> failed(Subject.of(command), failed, replayed,
                            json -> writeSubject(json, command));
                };
            case ChangeAnswer.NotFound() -> notFound(command.booking());
            case ChangeAnswer.KeyReused() -> keyReused(command.id().value());
            case ChangeAnswer.TooManyCommands(Optional<Refusal> why) ->
                tooManyCommands(command.booking(), why);
            case ChangeAnswer.Undecided() -> undecided(Subject.of(command));
        };
    }

    public static HttpResponse read(Booking booking, Instant now) {
        return HttpResponse.json(OK, write(booking, true, now));
    }

    public static HttpResponse read(Resource resource, Instant now) {
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
        // No ETag: time alone changes what is shown, and expectedDefinitionVersion guards a change.
        return HttpResponse.json(OK, body);
    }

    public static HttpResponse notFound(BookingId id) {
        return notFound(Reason.BOOKING_NOT_FOUND, "There is no booking " + id.value() + ".");
    }

    public static HttpResponse notFound(ResourceId id) {
        return notFound(Reason.RESOURCE_NOT_FOUND, "There is no resource " + id.value() + ".");
    }

    private static HttpResponse notFound(Reason reason, String detail) {
        return Problem.of(reason, NOT_FOUND, detail,
                json -> json.writeStringField("reason", reason.name()));
    }

    public static HttpResponse unavailable(Reason reason) {
        return Problem.UNAVAILABLE.response("Nothing was read. Ask again after a short wait.",
                json -> json.writeStringField("reason", reason.name()));
    }

    public static HttpResponse unmet() {
        return Problem.PRECONDITION_FAILED.response("If-None-Match: * creates and never changes,"
                + " If-Match: * changes and never creates; no other entity tag is ever valid."
                + " Nothing was done. To change a definition that you have read, send its"
                + " definitionVersion as expectedDefinitionVersion.", json -> {});
    }

    /** The catalogue of problems, as the package holds it. */
    public static HttpResponse problems() {
        try (InputStream page = Replies.class.getResourceAsStream("/problems.md")) {
            if (page == null) {
                throw new IllegalStateException("the package has no problems.md");
            }
            return HttpResponse.of(OK, "text/markdown; charset=utf-8",
                    new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse keyReused(String id) {
        return Problem.KEY_REUSED.response("The id " + id + " already belongs to another command."
                + " Nothing was done; send this command under an id of its own.", json -> {});
    }

    private static HttpResponse tooManyCommands(BookingId id, Optional<Refusal> why) {
        String what = why.map(refusal -> "the verdict FAILED " + refusal.reason().name())
                .orElse("one more COMMITTED partial release");
        return Problem.TOO_MANY_COMMANDS.response(id.value() + " has no room for " + what
                + ": it keeps at most " + Limits.COMMANDS + " COMMITTED partial releases and "
                + Limits.COMMANDS
                + " FAILED commands. Nothing is recorded, and this attempt does not"
                + " take effect later; another delivery of the same command may still decide it, so"
                + " ask this again under the same id only. A confirm, and a release of everything,"
                + " that succeed always have room.", json -> {});
    }

    private static HttpResponse undecided(Subject subject) {
        return Problem.UNDECIDED.response("It is not known yet whether " + subject.keeper()
                + " has a verdict: either the answer of the store was not decisive, or a later release"
                + " of this service wrote what this one cannot judge. Ask again with the same id,"
                + " after a short wait.", json -> {});
    }

    private static HttpResponse failed(Subject subject, Verdict.Failed failed, boolean replayed,
            Json.Writing members) {
        return Problem.of(failed, CONFLICT, Wording.detail(subject, failed), json -> {
            members.to(json);
            VerdictJson.writeVerdict(json, failed);
            json.writeBooleanField("replayed", replayed);
        });
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
