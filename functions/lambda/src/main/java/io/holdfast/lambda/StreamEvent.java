package io.holdfast.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads the event of a table's stream, and of it only what is used.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Using Lambda with DynamoDB
 *      streams</a>
 */
final class StreamEvent {
    private StreamEvent() {}

    /**
     * One write, in the order of the stream.
     *
     * @param sequenceNumber by which the record is reported when it could not be told
     * @param at when it was written, to the second
     * @param before the item's old image; empty where there was none
     * @param after its new image; empty where it was deleted
     */
    record StreamRecord(String sequenceNumber, Instant at, Map<String, AttributeValue> before,
            Map<String, AttributeValue> after) {}

    /** @throws IOException if it is not such an event */
    static List<StreamRecord> read(InputStream input) throws IOException {
        return SourceRecords.read(input, StreamEvent::record);
    }

    private static StreamRecord record(JsonParser parser) throws IOException {
        StreamRecord record = new StreamRecord("", Instant.EPOCH, Map.of(), Map.of());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals("dynamodb");
            parser.nextToken();
            if (found) {
                record = images(parser);
            } else {
                parser.skipChildren();
            }
        }
        SourceRecords.require(!record.sequenceNumber().isEmpty());
        return record;
    }

    private static StreamRecord images(JsonParser parser) throws IOException {
        String sequenceNumber = "";
        Instant at = Instant.EPOCH;
        Map<String, AttributeValue> before = Map.of();
        Map<String, AttributeValue> after = Map.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "SequenceNumber" -> sequenceNumber = parser.getText();
                // Seconds, as a whole number or in scientific notation.
                case "ApproximateCreationDateTime" ->
                    at = Instant.ofEpochSecond(new BigDecimal(parser.getText()).longValue());
                case "OldImage" -> before = attributes(parser);
                case "NewImage" -> after = attributes(parser);
                default -> parser.skipChildren();
            }
        }
        return new StreamRecord(sequenceNumber, at, before, after);
    }

    private static Map<String, AttributeValue> attributes(JsonParser parser) throws IOException {
        Map<String, AttributeValue> attributes = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            attributes.put(name, value(parser));
        }
        return attributes;
    }

    /** {@code {"S": "text"}}, and the like. */
    private static AttributeValue value(JsonParser parser) throws IOException {
        SourceRecords.require(parser.currentToken() == JsonToken.START_OBJECT);
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            // What DynamoDB Local's stream makes of an empty map; the service sends the map.
            return AttributeValue.fromM(Map.of());
        }
        String type = parser.currentName();
        parser.nextToken();
        AttributeValue value = switch (type) {
            case "S" -> AttributeValue.fromS(parser.getText());
            case "N" -> AttributeValue.fromN(parser.getText());
            case "BOOL" -> AttributeValue.fromBool(parser.getBooleanValue());
            case "M" -> AttributeValue.fromM(attributes(parser));
            case "L" -> AttributeValue.fromL(list(parser));
            // The table has no other; whoever put one there is told by the item's reader.
            default -> {
                parser.skipChildren();
                yield AttributeValue.fromNul(true);
            }
        };
        SourceRecords.require(parser.nextToken() == JsonToken.END_OBJECT);
        return value;
    }

    private static List<AttributeValue> list(JsonParser parser) throws IOException {
        List<AttributeValue> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }
}
