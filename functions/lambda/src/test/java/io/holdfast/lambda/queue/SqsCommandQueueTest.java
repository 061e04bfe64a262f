package io.holdfast.lambda.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.lambda.AnsweringHttp;
import io.holdfast.lambda.invocation.QueueClient;
import io.holdfast.lambda.queue.QueueEvent.Attribute;
import io.holdfast.lambda.queue.QueueEvent.Message;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

/** What goes to the queues of commands, below the SDK. */
class SqsCommandQueueTest {
    private static final Rejection WHY = new Rejection("INVALID_REQUEST", "units", "is required");

    private final AnsweringHttp server = new AnsweringHttp();
    private final QueueClient client = QueueClient.over(server, URI.create("http://localhost"));
    private final CommandQueue queue = new SqsCommandQueue(client, "http://localhost/commands",
            "http://localhost/dead");

    @Test
    void aMoveIsOneRequestThatASecondMoveRepeats() throws IOException {
        move(message("body", Map.of()), WHY);
        move(message("body", Map.of()), WHY);

        assertThat(server.sent).hasSize(2);
        assertThat(server.sent.get(1)).isEqualTo(server.sent.get(0));
        JsonNode sent = sent();
        assertThat(sent.get("QueueUrl").textValue()).isEqualTo("http://localhost/dead");
        assertThat(sent.get("MessageBody").textValue()).isEqualTo("body");
        assertThat(sent.get("MessageGroupId").textValue()).isEqualTo("g");
        assertThat(sent.get("MessageDeduplicationId").textValue()).isEqualTo("m-1");
        assertThat(attributes()).isEqualTo(Map.of("HoldfastReason", "INVALID_REQUEST",
                "HoldfastField", "units", "HoldfastProblem", "is required"));
    }

    @Test
    void theReasonOfAnEarlierMoveIsReplaced() throws IOException {
        move(message("body", Map.of("HoldfastReason", new Attribute("String", "old"),
                "HoldfastField", new Attribute("String", "old"), "trace",
                new Attribute("String", "t"))), new Rejection("KEY_REUSED"));

        assertThat(attributes()).isEqualTo(Map.of("HoldfastReason", "KEY_REUSED", "trace", "t"));
    }

    @Test
    void aMessageWithTenAttributesKeepsThemAll() throws IOException {
        server.answers(200, "{\"MessageId\":\"1\"}");
        Map<String, Attribute> ten = new LinkedHashMap<>();
        for (int i = 0; i < 10; i++) {
            ten.put("a" + i, new Attribute("String", "v"));
        }

        move(message("body", ten), WHY);

        assertThat(attributes()).containsOnlyKeys(ten.keySet());
    }

    @Test
    void aMessageAtTheQueuesSizeLimitIsMovedWithoutWhatWouldNotFit() throws IOException {
        move(message("x".repeat(262_144), Map.of()), WHY);
        assertThat(attributes()).isEmpty();

        int reason = ("HoldfastReason" + "String" + "INVALID_REQUEST").length();
        move(message("x".repeat(262_144 - reason), Map.of()), WHY);
        assertThat(attributes()).containsOnlyKeys("HoldfastReason");
    }

    @Test
    void whatAQueueRejectsInAnAttributeIsReplaced() throws IOException {
        move(message("body", Map.of()),
                new Rejection("INVALID_REQUEST",
                        "a\u0000\ufffe\ud800z" + "\ud83d\ude00".repeat(300),
                        ""));

        assertThat(attributes().get("HoldfastField")).startsWith("a???z\ud83d\ude00")
                .satisfies(text -> assertThat(text.codePointCount(0, text.length()))
                        .isEqualTo(256));
        assertThat(attributes()).as("an empty value is rejected")
                .doesNotContainKey("HoldfastProblem");
    }

    @Test
    void redeliveryIsOneRequestForTheBatchInItsOrder() throws IOException {
        server.answers(200, "{\"Successful\":[],\"Failed\":[]}");
        Map<Message, Integer> seconds = new LinkedHashMap<>();
        seconds.put(new Message("m-1", "g", "x", "first", 1, Map.of()), 2);
        seconds.put(new Message("m-2", "g", "x", "second", 1, Map.of()), 4);

        queue.redeliver(seconds);

        assertThat(server.sent).hasSize(1);
        assertThat(sent().get("QueueUrl").textValue()).isEqualTo("http://localhost/commands");
        assertThat(sent().get("Entries")).extracting(
                each -> each.get("ReceiptHandle").textValue() + " " + each.get("VisibilityTimeout"))
                .containsExactly("first 2", "second 4");
    }

    @Test
    void aRequestThatFailsIsNotRepeatedAndNotTakenForDone() {
        server.answers(500, "{\"__type\":\"InternalFailure\"}");
        assertThatThrownBy(() -> queue.moveAside(message("body", Map.of()), WHY))
                .isInstanceOf(SdkException.class);
        assertThat(server.sent).hasSize(1);

        server.answers(200, "{\"Successful\":[],\"Failed\":[{\"Id\":\"0\",\"SenderFault\":true,"
                + "\"Code\":\"ReceiptHandleIsInvalid\"}]}");
        assertThatThrownBy(() -> queue.redeliver(Map.of(message("x", Map.of()), 2)))
                .hasMessageContaining("ReceiptHandleIsInvalid");
    }

    @Test
    void theClientIsCreatedOnce() {
        assertThat(client.get()).isSameAs(client.get());
    }

    // The answer has no checksum, so the SDK takes the message for damaged; it was sent all the same.
    private void move(Message message, Rejection why) {
        server.answers(200, "{\"MessageId\":\"1\"}");
        assertThatThrownBy(() -> queue.moveAside(message, why)).hasMessageContaining("MD5");
    }

    private static Message message(String body, Map<String, Attribute> attributes) {
        return new Message("m-1", "g", body, "receipt", 1, attributes);
    }

    private JsonNode sent() throws IOException {
        return new ObjectMapper().readTree(server.sent.getLast());
    }

    private Map<String, String> attributes() throws IOException {
        Map<String, String> attributes = new TreeMap<>();
        sent().path("MessageAttributes").properties().forEach(each -> attributes.put(each.getKey(),
                each.getValue().get("StringValue").textValue()));
        return attributes;
    }
}
