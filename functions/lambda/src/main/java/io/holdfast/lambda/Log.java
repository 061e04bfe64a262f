package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.InvalidInput;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Lines of the log, each one JSON object. None holds a payload. */
final class Log {
    private static final int MOST_CHARACTERS = 128;

    private Log() {}

    /** What nobody expected, with its cause; the caller is told only the request id. */
    static void error(Context context, Exception cause) {
        StringWriter stackTrace = new StringWriter();
        cause.printStackTrace(new PrintWriter(stackTrace));
        line(context, "ERROR", json -> {
            json.writeStringField("message", String.valueOf(cause));
            json.writeStringField("stackTrace", stackTrace.toString());
        });
    }

    /** A message that is no command, and goes back to its queue. */
    static void unreadable(Context context, String messageId, InvalidInput why) {
        line(context, "WARN", json -> {
            json.writeStringField("message", "unreadable");
            json.writeStringField("messageId", messageId);
            json.writeStringField("field", shortened(why.field()));
            json.writeStringField("problem", why.problem());
        });
    }

    // The name of an unknown field is the sender's: it may be as long as the message.
    private static String shortened(String field) {
        return field.length() <= MOST_CHARACTERS ? field : field.substring(0, MOST_CHARACTERS);
    }

    private static void line(Context context, String level, Json.Writing rest) {
        context.getLogger().log(Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("level", level);
            json.writeStringField("requestId", context.getAwsRequestId());
            rest.to(json);
            json.writeEndObject();
        }) + "\n");
    }
}
