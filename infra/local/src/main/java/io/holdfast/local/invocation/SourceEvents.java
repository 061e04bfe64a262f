package io.holdfast.local.invocation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The events that Lambda's event source mappings would send, and what comes back. */
public final class SourceEvents {
    private static final JsonFactory FACTORY = new JsonFactory();

    private SourceEvents() {}

    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    public static byte[] queue(List<Message> batch) throws IOException {
        return records(json -> {
            for (Message message : batch) {
                json.writeStartObject();
                json.writeStringField("messageId", message.messageId());
                json.writeStringField("receiptHandle", message.receiptHandle());
                json.writeStringField("body", message.body());
                json.writeObjectFieldStart("attributes");
                for (Map.Entry<String, String> each : message.attributesAsStrings().entrySet()) {
                    json.writeStringField(each.getKey(), each.getValue());
                }
                json.writeEndObject();
                writeAttributes(json, message.messageAttributes());
                json.writeStringField("eventSource", "aws:sqs");
                json.writeStringField("awsRegion", "us-east-1");
                json.writeEndObject();
            }
        });
    }

    private static void writeAttributes(JsonGenerator json,
            Map<String, MessageAttributeValue> attributes) throws IOException {
        json.writeObjectFieldStart("messageAttributes");
        for (Map.Entry<String, MessageAttributeValue> each : attributes.entrySet()) {
            MessageAttributeValue value = each.getValue();
            json.writeObjectFieldStart(each.getKey());
            if (value.stringValue() != null) {
                json.writeStringField("stringValue", value.stringValue());
            }
            if (value.binaryValue() != null) {
                json.writeBinaryField("binaryValue", value.binaryValue().asByteArray());
            }
            json.writeArrayFieldStart("stringListValues");
            json.writeEndArray();
            json.writeArrayFieldStart("binaryListValues");
            json.writeEndArray();
            json.writeStringField("dataType", value.dataType());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    public static byte[] stream(String arn, List<Record> batch) throws IOException {
        return records(json -> {
            for (Record each : batch) {
                json.writeStartObject();
                json.writeStringField("eventID", each.eventID());
                json.writeStringField("eventName", each.eventNameAsString());
                json.writeStringField("eventSource", "aws:dynamodb");
                json.writeStringField("eventSourceARN", arn);
                json.writeStringField("awsRegion", "us-east-1");
                json.writeObjectFieldStart("dynamodb");
                json.writeNumberField("ApproximateCreationDateTime",
                        each.dynamodb().approximateCreationDateTime().getEpochSecond());
                writeImage(json, "Keys", each.dynamodb().keys());
                writeImage(json, "OldImage", each.dynamodb().oldImage());
                writeImage(json, "NewImage", each.dynamodb().newImage());
                json.writeStringField("SequenceNumber", each.dynamodb().sequenceNumber());
                json.writeStringField("StreamViewType", each.dynamodb().streamViewTypeAsString());
                json.writeEndObject();
                json.writeEndObject();
            }
        });
    }

    /** What a partial batch response names. */
    public static Set<String> failures(byte[] reply) throws IOException {
        Set<String> failures = new LinkedHashSet<>();
        try (JsonParser parser = FACTORY.createParser(reply)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("itemIdentifier")) {
                    failures.add(parser.nextTextValue());
                }
            }
        }
        return failures;
    }

    private static byte[] records(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("Records");
            writing.to(json);
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void writeImage(JsonGenerator json, String name,
            Map<String, AttributeValue> image) throws IOException {
        if (!image.isEmpty()) {
            json.writeFieldName(name);
            writeMap(json, image);
        }
    }

    private static void writeMap(JsonGenerator json, Map<String, AttributeValue> map)
            throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, AttributeValue> each : map.entrySet()) {
            json.writeFieldName(each.getKey());
            writeValue(json, each.getValue());
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, AttributeValue value) throws IOException {
        json.writeStartObject();
        switch (value.type()) {
            case S -> json.writeStringField("S", value.s());
            case N -> json.writeStringField("N", value.n());
            case BOOL -> json.writeBooleanField("BOOL", value.bool());
            case M -> {
                json.writeFieldName("M");
                writeMap(json, value.m());
            }
            case L -> {
                json.writeArrayFieldStart("L");
                for (AttributeValue each : value.l()) {
                    writeValue(json, each);
                }
                json.writeEndArray();
            }
            case B -> json.writeBinaryField("B", value.b().asByteArray());
            case NUL -> json.writeBooleanField("NULL", true);
            case SS -> writeTexts(json, "SS", value.ss());
            case NS -> writeTexts(json, "NS", value.ns());
            case BS -> {
                json.writeArrayFieldStart("BS");
                for (SdkBytes each : value.bs()) {
                    json.writeBinary(each.asByteArray());
                }
                json.writeEndArray();
            }
            case UNKNOWN_TO_SDK_VERSION -> {
                // The local engine's stream gives an empty map without its type; it stays so.
            }
        }
        json.writeEndObject();
    }

    private static void writeTexts(JsonGenerator json, String type, List<String> texts)
            throws IOException {
        json.writeArrayFieldStart(type);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
