package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** A page that listens to the board: reads the stream of events, and checks its grammar. */
final class BoardEvents implements AutoCloseable {
    private final BufferedReader lines;
    private final List<String> ids = new ArrayList<>();

    /** One message of a stream of events. */
    record Message(String event, JsonNode data) {}

    BoardEvents(InputStream stream) {
        lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** The next message; each is three lines and an empty one. */
    Message next() throws IOException {
        String line = read();
        while (line.isEmpty() || line.startsWith(":") || line.startsWith("retry: ")) {
            line = read();
        }
        assertThat(line).matches("id: [0-9]+");
        ids.add(line);
        String event = read();
        String data = read();
        assertThat(event).startsWith("event: ");
        assertThat(data).startsWith("data: ");
        assertThat(read()).isEmpty();
        return new Message(event.substring("event: ".length()), Objects.requireNonNull(
                new ObjectMapper().readTree(data.substring("data: ".length()))));
    }

    /** The first message of an event whose data fits; others are passed over. */
    JsonNode await(String event, Predicate<JsonNode> fits) throws IOException {
        while (true) {
            Message message = next();
            if (message.event().equals(event)) {
                for (JsonNode each : message.data().isArray()
                        ? message.data()
                        : List.of(message.data())) {
                    if (fits.test(each)) {
                        return each;
                    }
                }
            }
        }
    }

    /** The ids of the messages so far. */
    List<String> ids() {
        return List.copyOf(ids);
    }

    private String read() throws IOException {
        return Objects.requireNonNull(lines.readLine(), "the stream ended");
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
