package io.holdfast.local.queue;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.local.invocation.BatchEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Writes a batch of messages as Lambda sends it to a function.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Lambda with SQS</a>
 */
final class QueueEvent {
    private QueueEvent() {}

    static byte[] write(List<Message> batch) throws IOException {
        return BatchEvent.write(json -> {
            for (Message message : batch) {
                write(json, message);
            }
        });
    }

    private static void write(JsonGenerator json, Message message) throws IOException {
        json.writeStartObject();
        json.writeStringField("messageId", message.messageId());
        json.writeStringField("receiptHandle", message.receiptHandle());
        json.writeStringField("body", message.body());
        json.writeObjectFieldStart("attributes");
        for (Map.Entry<String, String> each : message.attributesAsStrings().entrySet()) {
            json.writeStringField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("messageAttributes");
        for (Map.Entry<String, MessageAttributeValue> each : message.messageAttributes()
                .entrySet()) {
            json.writeFieldName(each.getKey());
            write(json, each.getValue());
        }
        json.writeEndObject();
        json.writeStringField("eventSource", "aws:sqs");
        json.writeStringField("awsRegion", "us-east-1");
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, MessageAttributeValue value)
            throws IOException {
        json.writeStartObject();
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
}
