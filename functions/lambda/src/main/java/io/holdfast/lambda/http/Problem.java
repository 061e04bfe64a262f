package io.holdfast.lambda.http;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.lambda.json.Json;
import java.util.Locale;
import java.util.Optional;

/**
 * The problems of RFC 9457 that are not verdicts, and the members that all problems share. A
 * problem's {@code type} is {@code urn:holdfast:problem:} and its name in lower case with dashes;
 * that of a verdict is built from its reason in the same way.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public enum Problem {
    /** A field breaks a rule; nothing was done and the id is still unused. */
    INVALID_REQUEST(400, "The request is not valid"),
    /** No authorizer has let the request in. */
    FORBIDDEN(403, "The request is not authorized"),
    /** This service keeps no listing. */
    LISTING_OFF(404, "The lists are switched off"),
    /** A condition of the request was not met; nothing was done. */
    PRECONDITION_FAILED(412, "A condition of the request is not met"),
    /** The body is larger than the limit. */
    BODY_TOO_LARGE(413, "The body is too large"),
    /** Another command has used this id. */
    KEY_REUSED(422, "The id belongs to another command"),
    /** The booking keeps as many verdicts as it can; nothing was done. */
    TOO_MANY_COMMANDS(422, "The booking has no room for this verdict"),
    /** A bug, or a wrong setting. */
    INTERNAL(500, "Internal error"),
    /** The store gave no decisive answer, or only a later release can judge an item. */
    UNDECIDED(503, "The command is not decided yet"),
    /** The store gave no answer to a read. */
    UNAVAILABLE(503, "The store did not answer");

    private static final String TYPE = "urn:holdfast:problem:";
    private static final int NOT_FOUND = 404;

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public static HttpResponse invalid(InvalidInput e) {
        return INVALID_REQUEST.response(e.field() + ": " + e.problem(), json -> {
            json.writeStringField("field", e.field());
            json.writeStringField("problem", e.problem());
        });
    }

    public static HttpResponse forbidden() {
        return FORBIDDEN.response("Sign the request, or bring a token", json -> {});
    }

    public static HttpResponse preconditionFailed() {
        return PRECONDITION_FAILED.response("If-None-Match: * creates and never changes,"
                + " If-Match: * changes and never creates; no other entity tag is ever valid."
                + " Nothing was done. To change a definition that you have read, send its"
                + " definitionVersion as expectedDefinitionVersion.", json -> {});
    }

    public static HttpResponse bodyTooLarge() {
        return BODY_TOO_LARGE.response("body: must be at most " + Limits.BODY_BYTES + " bytes",
                json -> json.writeStringField("field", "body"));
    }

    public static HttpResponse listingOff() {
        return LISTING_OFF.response("This service keeps no listing of bookings. Read a booking by"
                + " its id.", json -> {});
    }

    /** Shows nothing but the request id; the log has the cause under it. */
    public static HttpResponse internal(String requestId) {
        return INTERNAL.response("The cause is in the log under this request id",
                json -> json.writeStringField("requestId", requestId));
    }

    public static HttpResponse unavailable(Reason reason) {
        return UNAVAILABLE.response("Nothing was read. Ask again after a short wait.",
                json -> json.writeStringField("reason", reason.name()));
    }

    static HttpResponse undecided(Subject subject) {
        return UNDECIDED.response("It is not known yet whether " + subject.keeper()
                + " has a verdict: either the answer of the store was not decisive, or a later"
                + " release of this service wrote what this one cannot judge. Ask again with the same id,"
                + " after a short wait.", json -> {});
    }

    /** A command that was rejected without a verdict. */
    static HttpResponse rejected(Command command, Answer.Rejected rejected) {
        Subject subject = new Subject(command);
        return switch (rejected.cause()) {
            case KEY_REUSED -> keyReused(command.idOfVerdict());
            case BOOKING_NOT_FOUND -> bookingNotFound(subject.booking());
            case TOO_MANY_COMMANDS -> tooManyCommands(subject, rejected.unrecorded());
            case PRECONDITION_FAILED -> preconditionFailed();
        };
    }

    private static HttpResponse keyReused(String id) {
        return KEY_REUSED.response("The id " + id + " already belongs to another command."
                + " Nothing was done; send this command under an id of its own.", json -> {});
    }

    private static HttpResponse tooManyCommands(Subject subject, Optional<Refusal> unrecorded) {
        String what = unrecorded.map(refusal -> "the verdict FAILED " + refusal.reason().name())
                .orElseGet(() -> "one more COMMITTED " + subject.noun());
        return TOO_MANY_COMMANDS.response(subject.booking() + " has no room for " + what
                + ": it keeps at most " + Limits.COMMANDS + " COMMITTED partial releases,"
                + " extensions and amendments, of which " + Limits.EXTENSIONS
                + " are extensions, and " + Limits.COMMANDS
                + " FAILED commands. Nothing is recorded, and this attempt does not"
                + " take effect later; another delivery of the same command may still decide it, so"
                + " ask this again under the same id only. A confirm, and a release of everything,"
                + " that succeed always have room.", json -> {});
    }

    public static HttpResponse notFound(BookingId id) {
        return bookingNotFound(id.value());
    }

    private static HttpResponse bookingNotFound(String id) {
        return notFound(Reason.BOOKING_NOT_FOUND, "There is no booking " + id + ".");
    }

    public static HttpResponse notFound(ResourceId id) {
        return notFound(Reason.RESOURCE_NOT_FOUND, "There is no resource " + id.value() + ".");
    }

    private static HttpResponse notFound(Reason reason, String detail) {
        String section = section(reason);
        return response(section, Wording.title(reason), NOT_FOUND, detail,
                json -> json.writeStringField("reason", reason.name()), section);
    }

    /**
     * A failed verdict as a problem. Its type is the reason as recorded, also by a later release.
     */
    static HttpResponse of(Verdict.Failed failed, int status, String detail,
            Json.Writing extension) {
        String section = section(failed.text());
        return response(section, Wording.title(failed.reason()), status, detail, extension,
                failed.reason() == Reason.UNKNOWN ? ProblemCatalog.VERDICTS : section);
    }

    private HttpResponse response(String detail, Json.Writing extension) {
        return response(section(), title, status, detail, extension, section());
    }

    private static HttpResponse response(String name, String title, int status, String detail,
            Json.Writing extension, String help) {
        return HttpResponse.problem(status, Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", TYPE + name);
            json.writeStringField("title", title);
            json.writeNumberField("status", status);
            json.writeStringField("detail", detail);
            extension.to(json);
            json.writeEndObject();
        }), help);
    }

    public int status() {
        return status;
    }

    /** The same for every occurrence, as RFC 9457 requires. */
    public String title() {
        return title;
    }

    /** The section of the {@link ProblemCatalog} about it. */
    public String section() {
        return section(name());
    }

    public static String section(Reason reason) {
        return section(reason.name());
    }

    private static String section(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
