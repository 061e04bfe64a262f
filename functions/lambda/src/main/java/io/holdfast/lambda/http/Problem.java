package io.holdfast.lambda.http;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.lambda.json.Json;
import java.util.Locale;

/**
 * The problems of RFC 9457 that are not verdicts, and the members that all problems share. A
 * problem's {@code type} is {@code urn:holdfast:problem:} and its name in lower case with dashes; that
 * of a verdict is made of its reason in the same way.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public enum Problem {
    /** Some field is not as it must be; nothing was done and the id is still unused. */
    INVALID_REQUEST(400, "The request is not valid"),
    /** No authorizer has let the request in. */
    FORBIDDEN(403, "The request is not authorized"),
    /** A condition of the request was not met; nothing was done. */
    PRECONDITION_FAILED(412, "A condition of the request is not met"),
    /** The body is larger than the limit. */
    BODY_TOO_LARGE(413, "The body is too large"),
    /** Another command has used this id. */
    KEY_REUSED(422, "The id belongs to another command"),
    /** The booking keeps as many verdicts as it can; nothing was done. */
    TOO_MANY_COMMANDS(422, "The booking has no room for this verdict"),
    /** A bug, or a setting that is wrong. */
    INTERNAL(500, "Internal error"),
    /** No decisive answer of the store, or an item that only a later release can judge. */
    UNDECIDED(503, "The command is not decided yet"),
    /** The store gave no answer to a read. */
    UNAVAILABLE(503, "The store did not answer");

    private static final String TYPE = "urn:holdfast:problem:";
    /** The section of the catalogue for reasons that it does not have yet. */
    private static final String VERDICTS = "verdicts";

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
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

    public static HttpResponse bodyTooLarge() {
        return BODY_TOO_LARGE.response("body: must be at most " + Limits.BODY_BYTES + " bytes",
                json -> json.writeStringField("field", "body"));
    }

    /** Tells nothing but the id under which the log has the cause. */
    public static HttpResponse internal(String requestId) {
        return INTERNAL.response("The cause is in the log under this request id",
                json -> json.writeStringField("requestId", requestId));
    }

    public String title() {
        return title;
    }

    HttpResponse response(String detail, Json.Writing extension) {
        return response(section(), title, status, detail, extension, section());
    }

    /** A failed verdict as a problem; its type is the reason as recorded, also by a later release. */
    public static HttpResponse of(Verdict.Failed failed, int status, String detail,
            Json.Writing extension) {
        String section = section(failed.text());
        return response(section, Wording.title(failed.reason()), status, detail, extension,
                failed.reason() == Reason.UNKNOWN ? VERDICTS : section);
    }

    /** A reason as a problem: of a read that found nothing. */
    public static HttpResponse of(Reason reason, int status, String detail,
            Json.Writing extension) {
        String section = section(reason);
        return response(section, Wording.title(reason), status, detail, extension, section);
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

    /** The section of the catalogue, infra/docs/problems.md, that explains it. */
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
