package io.holdfast.local.race;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.lambda.CommandRejected;
import io.holdfast.lambda.CommandUndecided;
import io.holdfast.lambda.InternalFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Invokes the function Command as a good caller does: without a verdict it asks again, with the
 * same id, a bounded number of times.
 *
 * @param contexts a new one for each invocation
 */
record Caller(RequestStreamHandler function, Supplier<Context> contexts) {
    /** Invocations for one id, before a caller leaves it undecided. */
    static final int MOST_ASKS = 6;
    private static final Duration PAUSE = Duration.ofMillis(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What a caller knows in the end.
     *
     * @param verdict empty if there is none
     * @param asks invocations
     */
    record Told(Cell cell, Optional<JsonNode> verdict, int asks) {
        /** Whether both have the same verdict, of the same decision. */
        boolean agrees(Told other) {
            return verdict.map(Told::decision).equals(other.verdict.map(Told::decision));
        }

        // What a replay must repeat; whether it is a replay is no part of it.
        private static String decision(JsonNode verdict) {
            return verdict.path("outcome") + " " + verdict.path("reason") + " "
                    + verdict.path("evidence") + " " + verdict.path("decidedAt");
        }
    }

    Told ask(String command) {
        for (int asks = 1; asks <= MOST_ASKS; asks++) {
            try {
                JsonNode verdict = invoke(command);
                return new Told(Cell.of(verdict), Optional.of(verdict), asks);
            } catch (CommandUndecided e) {
                pause(asks);
            } catch (CommandRejected | InternalFailure e) {
                return new Told(Cell.OTHER, Optional.empty(), asks);
            }
        }
        return new Told(Cell.UNDECIDED, Optional.empty(), MOST_ASKS);
    }

    private JsonNode invoke(String command) {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        try {
            function.handleRequest(
                    new ByteArrayInputStream(command.getBytes(StandardCharsets.UTF_8)), reply,
                    contexts.get());
            return Objects.requireNonNull(JSON.readTree(reply.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    private static void pause(int asks) {
        try {
            Thread.sleep(PAUSE.multipliedBy(asks));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
