package io.holdfast.lambda;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the handlers use of an HTTP API event.
 *
 * @param requestId the delivery's id, given by the API
 * @param authorized whether an authoriser has let it in
 * @param pathParameters still percent-encoded
 * @param headers by lower-case name
 * @param body its bytes, whatever way the event carried them
 */
record HttpRequest(String requestId, boolean authorized, Map<String, String> pathParameters,
        Map<String, String> headers, ByteBuffer body) {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    BookingId bookingId() {
        return new BookingId(pathParameter("bookingId"));
    }

    ResourceId resourceId() {
        return new ResourceId(pathParameter("resourceId"));
    }

    /**
     * The command's id: the {@code Idempotency-Key}, bare or as the quoted string of the IETF draft,
     * or else the id of this delivery.
     */
    CommandId commandId() {
        String key = headers.get("idempotency-key");
        if (key == null) {
            return CommandId.ofDelivery(requestId);
        }
        boolean quoted = key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"");
        try {
            return new CommandId(quoted ? key.substring(1, key.length() - 1) : key);
        } catch (InvalidInput e) {
            throw new InvalidInput(IDEMPOTENCY_KEY, e.problem());
        }
    }

    JsonFields fields() {
        return JsonFields.ofBody(body);
    }

    /** The body's fields where a body may be left out. */
    JsonFields optionalFields() {
        return body.hasRemaining() ? fields() : JsonFields.NONE;
    }

    // Decoded once: an id never holds a percent sign, so "%2541" is refused and not read as "A".
    private String pathParameter(String name) {
        try {
            return URLDecoder.decode(pathParameters.getOrDefault(name, ""),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput(name, "has a broken percent-encoding");
        }
    }
}
