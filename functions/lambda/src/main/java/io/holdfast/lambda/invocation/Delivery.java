package io.holdfast.lambda.invocation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * The id of a delivery in the sender's log, to join that log with ours. Every line also has the
 * invocation's own id.
 *
 * @param field its name in the log line
 */
public record Delivery(String field, String id) {
    /** A direct invocation, which has no id but the invocation's. */
    public static final Delivery DIRECT = new Delivery("", "");

    /** {@code requestId} of the HTTP API's access log, {@code x-request-id} of the reply. */
    public static Delivery http(String requestId) {
        return new Delivery("apiRequestId", requestId);
    }

    /** The id that SQS gave the message. */
    public static Delivery message(String messageId) {
        return new Delivery("messageId", messageId);
    }

    /** The ids of the messages whose commands shared a write. */
    public static Delivery messages(List<String> messageIds) {
        return new Delivery("messageIds", String.join(" ", messageIds));
    }

    void write(JsonGenerator json) throws IOException {
        if (!field.isEmpty()) {
            json.writeStringField(field, id);
        }
    }
}
