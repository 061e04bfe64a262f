package io.holdfast.operate.source;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads DynamoDB's JSON, token by token, into attribute values. */
final class ItemJsonReader {
    private static final String ITEM = "Item";

    private ItemJsonReader() {}

    /** Reads {@code {"Item":{…}}}; the parser is at its first token, and then at its last. */
    static Map<String, AttributeValue> item(JsonParser parser) throws IOException {
        require(parser, JsonToken.START_OBJECT);
        String member = parser.nextFieldName();
        if (!ITEM.equals(member)) {
            throw problem(parser, "has " + member + ", not " + ITEM
                    + ": no line of a full export in DYNAMODB_JSON");
        }
        parser.nextToken();
        Map<String, AttributeValue> item = map(parser);
        parser.nextToken();
        require(parser, JsonToken.END_OBJECT);
        return item;
    }

    private static Map<String, AttributeValue> map(JsonParser parser) throws IOException {
        require(parser, JsonToken.START_OBJECT);
        Map<String, AttributeValue> map = new HashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (map.put(name, value(parser)) != null) {
                throw problem(parser, "has " + name + " twice");
            }
        }
        require(parser, JsonToken.END_OBJECT);
        return map;
    }

    private static AttributeValue value(JsonParser parser) throws IOException {
        require(parser, JsonToken.START_OBJECT);
        String type = String.valueOf(parser.nextFieldName());
        parser.nextToken();
        AttributeValue value = switch (type) {
            case "S" -> AttributeValue.fromS(text(parser));
            case "N" -> AttributeValue.fromN(text(parser));
            case "M" -> AttributeValue.fromM(map(parser));
            case "L" -> AttributeValue.fromL(list(parser));
            case "BOOL" -> AttributeValue.fromBool(parser.getBooleanValue());
            case "NULL" -> AttributeValue.fromNul(parser.getBooleanValue());
            case "B" -> AttributeValue.fromB(binary(parser));
            case "SS" -> AttributeValue.fromSs(texts(parser));
            case "NS" -> AttributeValue.fromNs(texts(parser));
            case "BS" -> AttributeValue.fromBs(binaries(parser));
            default -> throw problem(parser, "has a value of no known type: " + type);
        };
        parser.nextToken();
        require(parser, JsonToken.END_OBJECT);
        return value;
    }

    private static List<AttributeValue> list(JsonParser parser) throws IOException {
        require(parser, JsonToken.START_ARRAY);
        List<AttributeValue> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }

    private static List<String> texts(JsonParser parser) throws IOException {
        require(parser, JsonToken.START_ARRAY);
        List<String> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(text(parser));
        }
        return list;
    }

    private static List<SdkBytes> binaries(JsonParser parser) throws IOException {
        require(parser, JsonToken.START_ARRAY);
        List<SdkBytes> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(binary(parser));
        }
        return list;
    }

    private static String text(JsonParser parser) throws IOException {
        require(parser, JsonToken.VALUE_STRING);
        return parser.getText();
    }

    private static SdkBytes binary(JsonParser parser) throws IOException {
        require(parser, JsonToken.VALUE_STRING);
        return SdkBytes.fromByteArray(parser.getBinaryValue());
    }

    private static void require(JsonParser parser, JsonToken token) throws IOException {
        if (parser.currentToken() != token) {
            throw problem(parser, "is not an item in DynamoDB's JSON");
        }
    }

    private static JsonParseException problem(JsonParser parser, String problem) {
        return new JsonParseException(parser, problem);
    }
}
