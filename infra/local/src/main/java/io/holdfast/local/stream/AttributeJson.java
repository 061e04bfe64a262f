package io.holdfast.local.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attributes of an item in DynamoDB's own JSON, where an object names the type of its value. */
final class AttributeJson {
    private AttributeJson() {}

    private interface Writing<T> {
        void write(T value) throws IOException;
    }

    static void write(JsonGenerator json, Map<String, AttributeValue> attributes)
            throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, AttributeValue> each : attributes.entrySet()) {
            json.writeFieldName(each.getKey());
            write(json, each.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, AttributeValue value) throws IOException {
        json.writeStartObject();
        switch (value.type()) {
            case S -> json.writeStringField("S", value.s());
            case N -> json.writeStringField("N", value.n());
            case B -> json.writeBinaryField("B", value.b().asByteArray());
            case BOOL -> json.writeBooleanField("BOOL", value.bool());
            case NUL -> json.writeBooleanField("NULL", true);
            case M -> {
                json.writeFieldName("M");
                write(json, value.m());
            }
            case L -> writeAll(json, "L", value.l(), each -> write(json, each));
            case SS -> writeAll(json, "SS", value.ss(), each -> json.writeString(each));
            case NS -> writeAll(json, "NS", value.ns(), each -> json.writeString(each));
            case BS -> writeAll(json, "BS", value.bs(),
                    each -> json.writeBinary(each.asByteArray()));
            case UNKNOWN_TO_SDK_VERSION -> {
                // The local engine's stream omits the type of an empty map; so does the event.
            }
        }
        json.writeEndObject();
    }

    private static <T> void writeAll(JsonGenerator json, String type, Collection<T> values,
            Writing<T> writing) throws IOException {
        json.writeArrayFieldStart(type);
        for (T value : values) {
            writing.write(value);
        }
        json.writeEndArray();
    }
}
