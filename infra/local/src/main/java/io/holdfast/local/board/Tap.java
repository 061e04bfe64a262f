package io.holdfast.local.board;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.local.invocation.Listening;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Where the board learns what the functions do: from the lines that they print, and from the keys of
 * the table's stream. While nobody looks, a function gets exactly what it would get without a board:
 * the same input, output and context.
 */
final class Tap {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESOURCE = "resource#";

    private final BooleanSupplier watched;
    private final BiConsumer<String, String> lines;
    private final Consumer<String> resources;

    /**
     * @param watched whether anybody looks
     * @param lines receives a door and a line
     * @param resources receives the id of each resource that was written
     */
    Tap(BooleanSupplier watched, BiConsumer<String, String> lines, Consumer<String> resources) {
        this.watched = watched;
        this.lines = lines;
        this.resources = resources;
    }

    /** A function behind a door, whose lines are watched. */
    RequestStreamHandler around(String door, RequestStreamHandler function) {
        Consumer<String> to = line(door);
        return (input, output, context) -> function.handleRequest(input, output,
                watched.getAsBoolean() ? Listening.to(context, to) : context);
    }

    /** Where the lines of a door go. */
    Consumer<String> line(String door) {
        return line -> {
            if (watched.getAsBoolean()) {
                lines.accept(door, line);
            }
        };
    }

    /** The function of the stream, whose records are watched. */
    RequestStreamHandler ofStream(RequestStreamHandler function) {
        return (input, output, context) -> {
            if (!watched.getAsBoolean()) {
                function.handleRequest(input, output, context);
                return;
            }
            byte[] event = input.readAllBytes();
            function.handleRequest(new ByteArrayInputStream(event), output, context);
            written(event);
        };
    }

    private void written(byte[] event) throws IOException {
        for (JsonNode each : JSON.readTree(event).path("Records")) {
            String key = each.at("/dynamodb/Keys/pk/S").asText();
            if (key.startsWith(RESOURCE)) {
                resources.accept(key.substring(RESOURCE.length()));
            }
        }
    }
}
