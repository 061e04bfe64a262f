package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.engine.Interception;
import io.holdfast.local.Plant.Sent;
import io.holdfast.local.invocation.LocalContext;
import io.holdfast.local.queue.QueueConsumer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Invalid messages, and a store that is down, with the timeouts of the template: its visibility
 * timeout of minutes is longer than these tests wait.
 */
class PoisonTest {
    /** Far below the visibility timeout, during which a blocked group stays hidden. */
    private static final Duration LONGEST_WAIT = QueueOfTheTemplate.visibility().dividedBy(6);
    private static final Interception NOTHING = (request, proceed) -> proceed.with(request);
    private static final List<String> POISON = List.of("not json",
            "{\"command\":\"burn\",\"bookingId\":\"b\"}",
            "{\"command\":\"book\",\"bookingId\":\"b\",\"resourceId\":\"r\",\"units\":0}",
            "{\"command\":\"book\",\"bookingId\":\"reused\",\"resourceId\":\"r\",\"units\":2}",
            "x".repeat(262_144));

    private static Plant plant(Interception interception) throws IOException {
        return new Plant(QueueOfTheTemplate.visibility(), QueueOfTheTemplate.mostReceives(),
                interception);
    }

    @Test
    void aMessageSentBehindPoisonThatWasReceivedIsCarriedOutInTheSameGroup() throws IOException {
        try (Plant plant = plant(NOTHING)) {
            plant.define("r", 99);
            plant.send(List.of(new Sent("first", book("reused"))));
            AtomicInteger batches = new AtomicInteger();
            RequestStreamHandler commands = plant.commands();
            // Sent while the poison is in flight, which blocks its group until it is moved aside.
            RequestStreamHandler late = (input, output, context) -> {
                int batch = batches.getAndIncrement();
                if (batch > 0 && batch <= POISON.size()) {
                    plant.send(List.of(new Sent("g" + batch, book("behind-" + batch))));
                }
                commands.handleRequest(input, output, context);
            };
            try (QueueConsumer consumer = QueueConsumer.start(plant.queue, late, 1)) {
                plant.drain();
                for (int i = 1; i <= POISON.size(); i++) {
                    plant.send(List.of(new Sent("g" + i, POISON.get(i - 1))));
                    String behind = "behind-" + i;
                    long sent = System.nanoTime();
                    Plant.await(behind, LONGEST_WAIT,
                            () -> plant.booking(behind).has("outcome"));
                    System.out.printf("Poison %d of %d and the message behind it took %d ms.%n",
                            i, POISON.size(), (System.nanoTime() - sent) / 1_000_000);
                }
                plant.drain();
                assertThat(consumer.alive()).isTrue();
            }

            assertThat(plant.takeAll(plant.queue.deadLetterUrl())).extracting(Message::body)
                    .containsExactlyInAnyOrderElementsOf(POISON);
            assertThat(plant.resource("r").get("confirmed").intValue())
                    .isEqualTo(POISON.size() + 1);
        }
    }

    @Test
    void theDeadLetterIsTheMessageWithTheReasonBesideIt() throws IOException {
        try (Plant plant = plant(NOTHING)) {
            Map<String, MessageAttributeValue> attributes = Map.of(
                    "trace", MessageAttributeValue.builder().dataType("String").stringValue("t-1")
                            .build(),
                    "count", MessageAttributeValue.builder().dataType("Number.int")
                            .stringValue("7").build(),
                    "bytes", MessageAttributeValue.builder().dataType("Binary")
                            .binaryValue(SdkBytes.fromUtf8String("\u0000é")).build());
            String body = "{\"command\":\"resolve\",\"bookingId\":\"b\",\"\\u0000\\ud800 ü\":1}";
            plant.queue.client().sendMessage(send -> send.queueUrl(plant.queue.url())
                    .messageGroupId("g").messageDeduplicationId("d").messageBody(body)
                    .messageAttributes(attributes));
            try (QueueConsumer consumer = QueueConsumer.start(plant.queue, plant.commands(), 1)) {
                plant.drain();
                assertThat(consumer.alive()).isTrue();
            }

            Message dead = plant.takeAll(plant.queue.deadLetterUrl()).getFirst();
            assertThat(dead.body()).isEqualTo(body);
            assertThat(dead.attributesAsStrings()).containsEntry("MessageGroupId", "g");
            assertThat(dead.messageAttributes()).containsAllEntriesOf(attributes).hasSize(6);
            assertThat(attribute(dead, "HoldfastReason"))
                    .isEqualTo("INVALID_REQUEST");
            assertThat(attribute(dead, "HoldfastField"))
                    .as("without what a queue rejects").isEqualTo("?? ü");
            assertThat(attribute(dead, "HoldfastProblem"))
                    .contains("is unknown here");
        }
    }

    @Test
    void aSecondCopyOfOneDeliveryIsDropped() throws IOException {
        try (Plant plant = plant(NOTHING)) {
            String event = """
                    {"Records": [{"messageId": "m-1", "receiptHandle": "r", "body": "not json",
                      "attributes": {"MessageGroupId": "g"}}]}""";
            invoke(plant, event);
            invoke(plant, event);

            assertThat(plant.takeAll(plant.queue.deadLetterUrl())).hasSize(1);
        }
    }

    static List<RuntimeException> outages() {
        return List.of(SdkClientException.create("broken connection"),
                DynamoDbException.builder().statusCode(400)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("ExpiredTokenException").errorMessage("expired").build())
                        .build());
    }

    @ParameterizedTest
    @MethodSource("outages")
    void whenTheStoreIsBackTheOpenCommandsAreCarriedOutInTheirOrder(RuntimeException outage)
            throws IOException {
        AtomicBoolean down = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        Interception failing = (request, proceed) -> {
            if (down.get()) {
                refused.incrementAndGet();
                throw outage;
            }
            return proceed.with(request);
        };
        try (Plant plant = plant(failing)) {
            plant.define("r", 1);
            down.set(true);
            plant.send(List.of(new Sent("r", book("first")), new Sent("r", book("second")),
                    new Sent("r", "{\"command\":\"release\",\"bookingId\":\"first\"}"),
                    new Sent("r", book("third"))));
            try (QueueConsumer consumer = QueueConsumer.start(plant.queue, plant.commands(), 2)) {
                Plant.await("a first delivery", () -> refused.get() > 0);
                int first = refused.get();
                Plant.await("a redelivery", () -> refused.get() > first);
                down.set(false);
                plant.drain();
                assertThat(consumer.alive()).isTrue();
            }

            assertThat(List.of("first", "second", "third"))
                    .extracting(id -> plant.booking(id).get("outcome").textValue())
                    .as("the order of the group")
                    .containsExactly("COMMITTED", "FAILED", "COMMITTED");
            assertThat(plant.count(plant.queue.deadLetterUrl())).isZero();
        }
    }

    private static String attribute(Message message, String name) {
        return Objects.requireNonNull(message.messageAttributes().get(name), name).stringValue();
    }

    private static void invoke(Plant plant, String event) throws IOException {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        plant.commands().handleRequest(new ByteArrayInputStream(
                event.getBytes(StandardCharsets.UTF_8)), reply,
                new LocalContext("Commands"));
        assertThat(reply).hasToString("{\"batchItemFailures\":[]}");
    }

    private static String book(String booking) {
        return "{\"command\":\"book\",\"bookingId\":\"" + booking
                + "\",\"resourceId\":\"r\",\"units\":1}";
    }
}
