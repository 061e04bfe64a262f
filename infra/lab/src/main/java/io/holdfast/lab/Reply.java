package io.holdfast.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A handler's reply, parsed. */
public record Reply(int status, JsonNode headers, JsonNode body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Reply of(byte[] output) {
        try {
            JsonNode reply = MAPPER.readTree(output);
            return new Reply(reply.get("statusCode").intValue(), reply.get("headers"),
                    body(reply.get("body").textValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode body(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String outcome() {
        return text("outcome");
    }

    /** The reason of a failure, or the empty text. */
    public String reason() {
        return text("reason");
    }

    public boolean committed() {
        return outcome().equals("COMMITTED");
    }

    public String text(String field) {
        return body.path(field).asText("");
    }

    public long number(String field) {
        return body.get(field).longValue();
    }

    /** The part of the reply that is the same however often the command is repeated. */
    public String verdict() {
        return outcome() + " " + reason() + " " + body.path("evidence") + " "
                + text("decidedAt");
    }
}
