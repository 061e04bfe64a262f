package io.holdfast.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.lambda.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Events as the platform makes them. */
final class Events {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Events() {}

    /** Of an HTTP API (payload format 2.0), from a caller that IAM has let in. */
    static ObjectNode http(Route route, String id, String commandId, String body) {
        ObjectNode event = MAPPER.createObjectNode().put("version", "2.0")
                .put("routeKey", route.method() + " " + route.path()).put("body", body)
                .put("isBase64Encoded", false);
        ObjectNode headers = event.putObject("headers");
        // A booking is named by its own id.
        if (route != Route.BOOK && !commandId.isEmpty()) {
            headers.put("idempotency-key", commandId);
        }
        event.putObject("pathParameters")
                .put(route.path().contains("{bookingId}") ? "bookingId" : "resourceId", id);
        ObjectNode context = event.putObject("requestContext").put("requestId",
                "delivery-" + NEXT.incrementAndGet() + "=");
        context.putObject("authorizer").putObject("iam").put("userArn",
                "arn:aws:iam::000000000000:user/caller");
        return event;
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
