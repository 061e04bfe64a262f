package io.holdfast.lambda.queue;

import io.holdfast.lambda.queue.QueueEvent.Attribute;
import io.holdfast.lambda.queue.QueueEvent.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * The FIFO queue of commands and its dead-letter queue. A copy there has the body, the message
 * group and the attributes of the original, and attributes that name the reason. Its deduplication
 * id is the id of the original.
 */
public final class SqsCommandQueue implements CommandQueue {
    /** {@code INVALID_REQUEST}, {@code KEY_REUSED} and the like. */
    static final String REASON = "HoldfastReason";
    /** The field that is at fault, if there is one. */
    static final String FIELD = "HoldfastField";
    /** What is wrong with the field. */
    static final String PROBLEM = "HoldfastProblem";

    /** The most attributes of a message; the service's limit. */
    private static final int MOST_ATTRIBUTES = 10;
    /** The most bytes of a message with its attributes, unless a queue is set to fewer. */
    private static final int MOST_BYTES = 262_144;
    private static final String TEXT = "String";

    private final Supplier<SqsClient> client;
    private final String queueUrl;
    private final String deadLetterUrl;

    public SqsCommandQueue(Supplier<SqsClient> client, String queueUrl, String deadLetterUrl) {
        this.client = client;
        this.queueUrl = queueUrl;
        this.deadLetterUrl = deadLetterUrl;
    }

    @Override
    public void moveAside(Message message, Rejection why) {
        client.get().sendMessage(SendMessageRequest.builder().queueUrl(deadLetterUrl)
                .messageGroupId(message.group()).messageDeduplicationId(message.id())
                .messageBody(message.body()).messageAttributes(attributes(message, why)).build());
    }

    @Override
    public void redeliver(Map<Message, Integer> seconds) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
        seconds.forEach((message, timeout) -> entries.add(ChangeMessageVisibilityBatchRequestEntry
                .builder().id(Integer.toString(entries.size())).receiptHandle(message.receipt())
                .visibilityTimeout(timeout).build()));
        ChangeMessageVisibilityBatchResponse response = client.get().changeMessageVisibilityBatch(
                change -> change.queueUrl(queueUrl).entries(entries));
        if (!response.failed().isEmpty()) {
            throw new IllegalStateException("the visibility of " + response.failed().size()
                    + " messages was not changed: " + response.failed().getFirst().code());
        }
    }

    // The sender's attributes come first: a message that is moved back must be the one that was
    // sent.
    private static Map<String, MessageAttributeValue> attributes(Message message,
            Rejection why) {
        Map<String, Attribute> attributes = new LinkedHashMap<>(message.attributes());
        attributes.keySet().removeAll(List.of(REASON, FIELD, PROBLEM));
        addIfItFits(attributes, message, REASON, why.reason());
        addIfItFits(attributes, message, FIELD, SqsText.clean(why.field()));
        addIfItFits(attributes, message, PROBLEM, SqsText.clean(why.problem()));
        Map<String, MessageAttributeValue> values = new LinkedHashMap<>();
        attributes.forEach((name, attribute) -> values.put(name, value(attribute)));
        return values;
    }

    private static void addIfItFits(Map<String, Attribute> attributes, Message message,
            String name, String text) {
        Map<String, Attribute> more = new LinkedHashMap<>(attributes);
        more.put(name, new Attribute(TEXT, text));
        if (!text.isEmpty() && more.size() <= MOST_ATTRIBUTES
                && bytes(message.body()) + bytes(more) <= MOST_BYTES) {
            attributes.putAll(more);
        }
    }

    private static int bytes(Map<String, Attribute> attributes) {
        return attributes.entrySet().stream()
                .mapToInt(each -> bytes(each.getKey()) + bytes(each.getValue().type())
                        + bytes(each.getValue().value()))
                .sum();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static MessageAttributeValue value(Attribute attribute) {
        MessageAttributeValue.Builder value = MessageAttributeValue.builder()
                .dataType(attribute.type());
        return attribute.binary()
                ? value.binaryValue(
                        SdkBytes.fromByteArray(Base64.getDecoder().decode(attribute.value())))
                        .build()
                : value.stringValue(attribute.value()).build();
    }
}
