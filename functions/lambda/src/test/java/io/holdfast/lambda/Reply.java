package io.holdfast.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A handler's reply, parsed. */
record Reply(int status, JsonNode headers, JsonNode body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Reply of(byte[] output) {
        try {
            JsonNode reply = MAPPER.readTree(output);
            return new Reply(reply.get("statusCode").intValue(), reply.get("headers"),
                    MAPPER.readTree(reply.get("body").textValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String outcome() {
        return text("outcome");
    }

    /** The reason of a failure, or the empty text. */
    String reason() {
        return text("reason");
    }

    boolean committed() {
        return outcome().equals("COMMITTED");
    }

    String text(String field) {
        return body.path(field).asText("");
    }

    long number(String field) {
        return body.get(field).longValue();
    }

    /** What must never change however often the id is asked for again. */
    String verdict() {
        return outcome() + " " + reason() + " " + body.path("evidence") + " "
                + text("decidedAt");
    }
}
