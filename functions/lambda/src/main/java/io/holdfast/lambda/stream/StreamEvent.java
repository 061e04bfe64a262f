package io.holdfast.lambda.stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.holdfast.lambda.json.JsonEvents;
import io.holdfast.lambda.json.SourceRecords;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads the event of a table's stream: the members that are used, and no others.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Using Lambda with DynamoDB
 *      streams</a>
 */
public final class StreamEvent {
    private StreamEvent() {}

    /**
     * One write, in the order of the stream.
     *
     * @param sequenceNumber by which a record is reported that could not be published
     * @param source the ARN of the stream; empty if the event does not name it
     * @param at when it was written, to the second
     * @param keys of the item; empty if the event does not name them
     * @param before the item's old image; empty if the item is new
     * @param after its new image; empty if it was deleted
     */
    public record StreamRecord(String sequenceNumber, String source, Instant at,
            Map<String, AttributeValue> keys, Map<String, AttributeValue> before,
            Map<String, AttributeValue> after) {
        /** Without the members that only the failure queue shows. */
        public StreamRecord(String sequenceNumber, Instant at, Map<String, AttributeValue> before,
                Map<String, AttributeValue> after) {
            this(sequenceNumber, "", at, Map.of(), before, after);
        }
    }

    /**
     * Reads the records of an event.
     *
     * @throws IOException if it is not such an event
     */
    public static List<StreamRecord> read(InputStream input) throws IOException {
        return SourceRecords.read(input, parser -> new Draft().read(parser));
    }

    /** A record that is being read. */
    private static final class Draft {
        private String sequenceNumber = "";
        private String source = "";
        private @Nullable Instant at;
        private Map<String, AttributeValue> keys = Map.of();
        private Map<String, AttributeValue> before = Map.of();
        private Map<String, AttributeValue> after = Map.of();

        StreamRecord read(JsonParser parser) throws IOException {
            JsonEvents.members(parser, (name, value) -> {
                switch (name) {
                    case "dynamodb" -> JsonEvents.members(value, this::member);
                    case "eventSourceARN" -> source = JsonEvents.text(value);
                    default -> value.skipChildren();
                }
            });
            JsonEvents.require(!sequenceNumber.isEmpty());
            return new StreamRecord(sequenceNumber, source, JsonEvents.required(at), keys, before,
                    after);
        }

        private void member(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "SequenceNumber" -> sequenceNumber = JsonEvents.text(parser);
                case "ApproximateCreationDateTime" -> at = time(parser);
                case "Keys" -> keys = attributes(parser);
                case "OldImage" -> before = attributes(parser);
                case "NewImage" -> after = attributes(parser);
                default -> parser.skipChildren();
            }
        }
    }

    /** Seconds, as a whole number or in scientific notation. */
    private static Instant time(JsonParser parser) throws IOException {
        JsonEvents.require(parser.currentToken().isNumeric());
        try {
            return Instant.ofEpochSecond(new BigDecimal(parser.getText()).longValue());
        } catch (DateTimeException e) {
            throw new IOException("not a time", e);
        }
    }

    private static Map<String, AttributeValue> attributes(JsonParser parser) throws IOException {
        Map<String, AttributeValue> attributes = new HashMap<>();
        JsonEvents.members(parser, (name, value) -> attributes.put(name, value(value)));
        return attributes;
    }

    /** {@code {"S": "text"}}, and the like. */
    private static AttributeValue value(JsonParser parser) throws IOException {
        List<AttributeValue> values = new ArrayList<>();
        JsonEvents.members(parser, (type, value) -> values.add(value(type, value)));
        JsonEvents.require(values.size() <= 1);
        // DynamoDB Local's stream writes an empty map without a type.
        return values.isEmpty() ? AttributeValue.fromM(Map.of()) : values.getFirst();
    }

    private static AttributeValue value(String type, JsonParser parser) throws IOException {
        return switch (type) {
            case "S" -> AttributeValue.fromS(JsonEvents.text(parser));
            case "N" -> AttributeValue.fromN(JsonEvents.text(parser));
            case "BOOL" -> {
                JsonEvents.require(parser.currentToken().isBoolean());
                yield AttributeValue.fromBool(parser.currentToken() == JsonToken.VALUE_TRUE);
            }
            case "M" -> AttributeValue.fromM(attributes(parser));
            case "L" -> {
                List<AttributeValue> list = new ArrayList<>();
                JsonEvents.elements(parser, element -> list.add(value(element)));
                yield AttributeValue.fromL(list);
            }
            // The table has no other type; the reader of items rejects an item that has one.
            default -> {
                parser.skipChildren();
                yield AttributeValue.fromNul(true);
            }
        };
    }
}
