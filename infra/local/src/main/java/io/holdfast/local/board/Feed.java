package io.holdfast.local.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The verdicts that the functions log, of every door. While nobody looks at the board, no line comes
 * here.
 */
final class Feed {
    /** Verdicts that a page receives when it opens, and that it shows. */
    static final int MOST_LINES = 200;
    /** Verdicts between two ticks; earlier ones are counted, and not shown. */
    static final int MOST_PENDING = 400;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Deque<ObjectNode> shown = new ArrayDeque<>();
    private final Deque<ObjectNode> pending = new ArrayDeque<>();
    private final Consumer<String> resources;
    private long number;

    /** @param resources receives the id of each resource that a verdict names */
    Feed(Consumer<String> resources) {
        this.resources = resources;
    }

    /** Takes a line of the log; one that is no verdict is left out. */
    void add(String door, String line) {
        try {
            JsonNode verdict = JSON.readTree(line);
            if (verdict.has("outcome")) {
                String resource = verdict.path("resourceId").asText();
                if (!resource.isEmpty()) {
                    resources.accept(resource);
                }
                keep(entry(door, verdict));
            }
        } catch (IOException e) {
            // A function printed something that is no line of its log.
        }
    }

    private static ObjectNode entry(String door, JsonNode verdict) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("at", System.currentTimeMillis()).put("door", door)
                .put("command", verdict.path("command").asText())
                .put("id", verdict.path("commandId").asText())
                .put("resourceId", verdict.path("resourceId").asText())
                .put("outcome", verdict.path("outcome").asText())
                .put("reason", verdict.path("reason").asText("NONE"))
                .put("replayed", verdict.path("replayed").asBoolean())
                .put("milliseconds", verdict.path("milliseconds").asInt());
        return entry;
    }

    private synchronized void keep(ObjectNode entry) {
        entry.put("number", ++number);
        add(shown, entry, MOST_LINES);
        add(pending, entry, MOST_PENDING);
    }

    private static void add(Deque<ObjectNode> lines, ObjectNode entry, int most) {
        if (lines.size() == most) {
            lines.removeFirst();
        }
        lines.addLast(entry);
    }

    /** The last verdicts, oldest first. */
    synchronized ArrayNode lines() {
        return array(shown);
    }

    /** The verdicts since the last call, oldest first; each has a number, so a gap is seen. */
    synchronized ArrayNode drain() {
        ArrayNode lines = array(pending);
        pending.clear();
        return lines;
    }

    synchronized void clear() {
        shown.clear();
        pending.clear();
    }

    private static ArrayNode array(Deque<ObjectNode> lines) {
        return JsonNodeFactory.instance.arrayNode().addAll(lines);
    }
}
