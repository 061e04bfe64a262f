package io.holdfast.local.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.local.invocation.BatchEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Writes a batch of a stream's records as Lambda sends it to a function.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Lambda with DynamoDB</a>
 */
final class StreamEvent {
    private StreamEvent() {}

    static byte[] write(String arn, List<Record> batch) throws IOException {
        return BatchEvent.write(json -> {
            for (Record each : batch) {
                write(json, arn, each);
            }
        });
    }

    private static void write(JsonGenerator json, String arn, Record each) throws IOException {
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

    private static void writeImage(JsonGenerator json, String name,
            Map<String, AttributeValue> image) throws IOException {
        if (!image.isEmpty()) {
            json.writeFieldName(name);
            AttributeJson.write(json, image);
        }
    }
}
