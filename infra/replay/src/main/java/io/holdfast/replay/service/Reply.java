package io.holdfast.replay.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Optional;

/** The result of one call: the service's answer, or why there is none. */
public sealed interface Reply {
    /** Why there is no answer. */
    enum Missing implements Reply {
        /** The request was sent, and the connection failed or timed out. */
        NO_REPLY(0),
        /** The request was held back, because the service had stopped answering. */
        NOT_SENT(-1);

        private final int code;

        Missing(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }

        @Override
        public JsonNode body() {
            return MissingNode.getInstance();
        }
    }

    /**
     * An HTTP response.
     *
     * @param body an empty object unless the response is a JSON object
     * @param retryAfter the pause that the service asks for
     */
    record Answer(int status, JsonNode body, Optional<Duration> retryAfter) implements Reply {
        @Override
        public int code() {
            return status;
        }
    }

    /** The number for files and digests: the HTTP status, 0 for no reply, -1 for not sent. */
    int code();

    /** The JSON of the response; it has no fields if there is no answer. */
    JsonNode body();

    /** Whether the request left this machine. */
    default boolean sent() {
        return this != Missing.NOT_SENT;
    }

    /** Whether the service answered with this HTTP status. */
    default boolean has(int status) {
        return this instanceof Answer answer && answer.status() == status;
    }

    /** A field of the body, empty if the body does not have it. */
    default String text(String field) {
        return body().path(field).asText("");
    }

    /** A field of the body, 0 if the body does not have it. */
    default long number(String field) {
        return body().path(field).asLong();
    }
}
