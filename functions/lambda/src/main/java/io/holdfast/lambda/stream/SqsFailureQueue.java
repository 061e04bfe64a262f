package io.holdfast.lambda.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.holdfast.lambda.json.Json;
import io.holdfast.lambda.stream.StreamEvent.StreamRecord;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A failure queue on SQS. A message says how to find the record. It leaves out the images: they may
 * be larger than a message, and the item is in the table.
 */
public final class SqsFailureQueue implements FailureQueue {
    /** Characters of a value that are kept; the longest key of an item has 2,048 bytes. */
    private static final int MOST_CHARACTERS = 2_048;

    private final Supplier<SqsClient> client;
    private final String url;

    public SqsFailureQueue(Supplier<SqsClient> client, String url) {
        this.client = client;
        this.url = url;
    }

    @Override
    public void move(StreamRecord record, String reason, String problem) {
        String body = body(record, reason, problem);
        client.get().sendMessage(send -> send.queueUrl(url).messageBody(body));
    }

    public static String body(StreamRecord record, String reason, String problem) {
        return Json.write(json -> {
            // SQS rejects some characters that an item may have.
            json.configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true);
            json.writeStartObject();
            json.writeStringField("kind", "UNPUBLISHED_RECORD");
            write(json, "reason", reason);
            write(json, "problem", problem);
            write(json, "sequenceNumber", record.sequenceNumber());
            write(json, "eventSourceARN", record.source());
            json.writeStringField("writtenAt", record.at().toString());
            json.writeObjectFieldStart("keys");
            for (Map.Entry<String, String> key : keys(record).entrySet()) {
                write(json, key.getKey(), key.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static Map<String, String> keys(StreamRecord record) {
        Map<String, AttributeValue> item = !record.keys().isEmpty()
                ? record.keys()
                : record.after().isEmpty() ? record.before() : record.after();
        Map<String, String> keys = new TreeMap<>();
        for (String name : new String[]{"pk", "sk"}) {
            AttributeValue value = item.get(name);
            if (value != null && value.s() != null) {
                keys.put(name, value.s());
            }
        }
        return keys;
    }

    private static void write(JsonGenerator json, String name, String text) throws IOException {
        json.writeStringField(name, text.length() <= MOST_CHARACTERS
                ? text
                : text.substring(0, MOST_CHARACTERS));
    }
}
