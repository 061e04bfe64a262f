package io.holdfast.lambda.queue;

import com.fasterxml.jackson.core.JsonParser;
import io.holdfast.lambda.json.JsonEvents;
import io.holdfast.lambda.json.SourceRecords;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the event of a queue's event source mapping: the members that are used, and no others.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with Amazon
 *      SQS</a>
 */
public final class QueueEvent {
    private QueueEvent() {}

    /**
     * One message of the batch.
     *
     * @param id given by the queue, the same on every delivery
     * @param group its message group: a later message of the group waits for it. On a queue without
     *        groups each message is a group of its own
     * @param receipt by which the queue knows this delivery; empty if the event has none
     * @param receives how often the queue has delivered it, this time included
     * @param attributes that its sender has added to the body
     */
    public record Message(String id, String group, String body, String receipt, int receives,
            Map<String, Attribute> attributes) {
        /** The first delivery of a message without attributes. */
        public Message(String id, String group, String body) {
            this(id, group, body, id, 1, Map.of());
        }
    }

    /**
     * A message attribute.
     *
     * @param type {@code String}, {@code Number} or {@code Binary}, and optionally a dot and a
     *        label
     * @param value text; base64 where the type is binary
     */
    public record Attribute(String type, String value) {
        boolean binary() {
            return type.startsWith("Binary");
        }
    }

    /**
     * Reads the messages of an event.
     *
     * @throws IOException if it is not such an event; no command of it has run then
     */
    public static List<Message> read(InputStream input) throws IOException {
        return SourceRecords.read(input, parser -> new Draft().read(parser));
    }

    /** A message that is being read. */
    private static final class Draft {
        private String id = "";
        private @Nullable String body;
        private String receipt = "";
        private String group = "";
        private int receives = 1;
        private final Map<String, Attribute> attributes = new LinkedHashMap<>();

        Message read(JsonParser parser) throws IOException {
            JsonEvents.members(parser, this::member);
            JsonEvents.require(!id.isEmpty());
            return new Message(id, group.isEmpty() ? id : group, JsonEvents.required(body), receipt,
                    receives,
                    Map.copyOf(attributes));
        }

        private void member(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "messageId" -> id = JsonEvents.text(parser);
                case "body" -> body = JsonEvents.text(parser);
                case "receiptHandle" -> receipt = JsonEvents.text(parser);
                case "attributes" -> JsonEvents.members(parser, this::systemAttribute);
                case "messageAttributes" -> JsonEvents.members(parser, this::attribute);
                default -> parser.skipChildren();
            }
        }

        private void systemAttribute(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "MessageGroupId" -> group = JsonEvents.text(parser);
                case "ApproximateReceiveCount" -> receives = count(JsonEvents.text(parser));
                default -> parser.skipChildren();
            }
        }

        private void attribute(String name, JsonParser parser) throws IOException {
            Map<String, String> parts = new LinkedHashMap<>();
            JsonEvents.members(parser, (part, value) -> {
                switch (part) {
                    case "dataType", "stringValue", "binaryValue" ->
                        parts.put(part, JsonEvents.text(value));
                    default -> value.skipChildren();
                }
            });
            String type = parts.getOrDefault("dataType", "");
            String value = parts.get(type.startsWith("Binary") ? "binaryValue" : "stringValue");
            if (!type.isEmpty() && value != null) {
                attributes.put(name, new Attribute(type, value));
            }
        }

        private static int count(String text) throws IOException {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new IOException("not a count of receives", e);
            }
        }
    }
}
