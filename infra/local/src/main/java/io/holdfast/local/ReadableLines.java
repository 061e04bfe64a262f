package io.holdfast.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * Writes lines of JSON for a reader at a terminal: one short line per verdict and per event. Other
 * JSON becomes a line of names and values; a line that is not JSON passes unchanged.
 */
final class ReadableLines extends OutputStream {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    /** Bytes after which an unfinished line is printed as it is. */
    private static final int LONGEST_LINE = 1 << 20;

    private final PrintStream out;
    private final Clock clock;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private ReadableLines(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    static PrintStream onto(PrintStream out, Clock clock) {
        return new PrintStream(new ReadableLines(out, clock), true, StandardCharsets.UTF_8);
    }

    // PrintStream holds its lock while it writes a text, so lines of two threads do not mix.
    @Override
    public synchronized void write(int each) {
        if (each == '\n') {
            out.println(readable(line.toString(StandardCharsets.UTF_8)));
            line.reset();
        } else {
            line.write(each);
            if (line.size() == LONGEST_LINE) {
                flushLine();
            }
        }
    }

    @Override
    public synchronized void close() {
        flushLine();
    }

    private void flushLine() {
        out.print(line.toString(StandardCharsets.UTF_8));
        out.flush();
        line.reset();
    }

    private String readable(String text) {
        if (!text.startsWith("{")) {
            return text;
        }
        try {
            JsonNode json = MAPPER.readTree(text);
            String time = LocalTime.now(clock).format(TIME);
            if (json.has("detail-type")) {
                return time + "  event  " + event(json);
            }
            return json.has("outcome") ? time + "  " + verdict(json) : time + "  " + other(json);
        } catch (IOException e) {
            return text;
        }
    }

    private static String event(JsonNode json) {
        return words(text(json, "detail-type"), text(json.path("detail"), "eventId"));
    }

    private static String verdict(JsonNode json) {
        String reason = text(json, "reason");
        String resource = text(json, "resourceId");
        return words(text(json, "command"), text(json, "commandId"),
                resource.isEmpty() ? "" : "on " + resource, text(json, "outcome"),
                reason.equals("NONE") ? "" : reason,
                json.path("replayed").asBoolean() ? "(replayed)" : "",
                "in " + json.path("milliseconds").asInt() + " ms");
    }

    private static String other(JsonNode json) {
        StringBuilder all = new StringBuilder(text(json, "level"));
        json.properties().forEach(each -> {
            if (!each.getKey().equals("level") && !each.getKey().equals("stackTrace")) {
                all.append(' ').append(each.getKey()).append('=').append(each.getValue());
            }
        });
        String trace = text(json, "stackTrace").stripTrailing();
        return trace.isEmpty() ? all.toString() : all + "\n" + trace;
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText("");
    }

    private static String words(String... words) {
        return String.join(" ", Arrays.stream(words).filter(word -> !word.isEmpty())
                .toList());
    }
}
