package io.holdfast.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import java.io.IOException;
import java.util.Locale;

/**
 * The problems of RFC 9457 that are not verdicts, and the members that all problems share. A
 * problem's {@code type} is {@code urn:holdfast:problem:} and its name in lower case with dashes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
enum Problem {
    /** Some field is not as it must be; nothing was done and the id is still unused. */
    INVALID_REQUEST(400, "The request is not valid"),
    /** No authoriser has let the request in. */
    FORBIDDEN(403, "Forbidden"),
    /** Nothing stands under that id. */
    NOT_FOUND(404, "Not found"),
    /** The body is larger than the limit. */
    BODY_TOO_LARGE(413, "The body is too large"),
    /** Another command has used this id. */
    KEY_REUSED(422, "The id was used for another command"),
    /** The booking keeps as many verdicts as it can; nothing was done. */
    TOO_MANY_COMMANDS(422, "The booking has had all its commands"),
    /** A bug, or a setting that is wrong. */
    INTERNAL(500, "Internal error"),
    /** The store gave no decisive answer to a command. */
    UNDECIDED(503, "Undecided"),
    /** The store gave no answer to a read. */
    UNAVAILABLE(503, "The store did not answer");

    private static final String TYPE = "urn:holdfast:problem:";

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    static HttpResponse invalid(InvalidInput e) {
        return INVALID_REQUEST.response(e.field() + ": " + e.problem(), json -> {
            json.writeStringField("field", e.field());
            json.writeStringField("problem", e.problem());
        });
    }

    static HttpResponse bodyTooLarge() {
        return BODY_TOO_LARGE.response("body: must be at most " + Limits.BODY_BYTES + " bytes",
                json -> json.writeStringField("field", "body"));
    }

    /** Tells nothing but the id under which the log has the cause. */
    static HttpResponse internal(String requestId) {
        return INTERNAL.response("The cause is in the log under this request id",
                json -> json.writeStringField("requestId", requestId));
    }

    HttpResponse response(String detail, Json.Writing extension) {
        return HttpResponse.problem(status, Json.write(json -> {
            json.writeStartObject();
            writeMembers(json, type(name()), title, status, detail);
            extension.to(json);
            json.writeEndObject();
        }));
    }

    static void writeMembers(JsonGenerator json, String type, String title, int status,
            String detail) throws IOException {
        json.writeStringField("type", type);
        json.writeStringField("title", title);
        json.writeNumberField("status", status);
        json.writeStringField("detail", detail);
    }

    /** @param name of a problem or a reason, also of one that a later release recorded */
    static String type(String name) {
        return TYPE + name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
