package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.dynamodb.StoreClient;
import io.holdfast.engine.Interception;
import io.holdfast.lambda.InvokeHandler;
import io.holdfast.local.invocation.LocalContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;

/** The table's stream, from the engine into the same handler as on AWS. */
class StreamTest {
    private static final Interception NOTHING = (request, proceed) -> proceed.with(request);

    @Test
    void aRecordThatCanNeverBePublishedGoesToTheFailureQueueAndAllOthersArePublished()
            throws IOException {
        try (Plant plant = new Plant(Duration.ofSeconds(1), 3, NOTHING)) {
            plant.define("r", 100);
            for (int i = 0; i < 9; i++) {
                book(plant, "b" + i);
                if (i == 4) {
                    poison(plant);
                }
            }
            plant.drain();

            List<Message> failures = plant.takeAll(plant.queue.failureUrl());
            assertThat(failures).hasSize(1);
            assertThat(failures.getFirst().body()).contains("\"reason\":\"UNREADABLE\"",
                    "\"pk\":\"booking#poison\"", "\"eventSourceARN\":\"arn:aws:dynamodb:");
            assertThat(plant.published).containsOnlyKeys(
                    IntStream.range(0, 9).mapToObj(i -> "booking/b" + i).toList());
            assertThat(plant.published.values()).allMatch(times -> times == 1);
        }
    }

    @Test
    void aBusThatRefusesFiftyTimesReceivesEverythingInTheEnd() throws IOException {
        try (Plant plant = new Plant(Duration.ofSeconds(1), 3, NOTHING)) {
            plant.define("r", 100);
            plant.refusals.set(50);
            IntStream.range(0, 20).forEach(i -> book(plant, "b" + i));
            Plant.await("twenty events", () -> plant.published.size() == 20);

            assertThat(plant.refusals).hasValue(0);
            assertThat(plant.count(plant.queue.failureUrl())).isZero();
            assertThat(plant.lines).as("one line at the first failure, one at the end").hasSize(2);
            assertThat(plant.lines.getLast()).contains("works again");
        }
    }

    private static void book(Plant plant, String id) {
        String command = "{\"command\":\"book\",\"bookingId\":\"" + id
                + "\",\"resourceId\":\"r\",\"units\":1}";
        try {
            new InvokeHandler(plant.wiring).handleRequest(
                    new ByteArrayInputStream(command.getBytes(StandardCharsets.UTF_8)),
                    new ByteArrayOutputStream(), new LocalContext("Command"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void poison(Plant plant) {
        try (DynamoDbClient client = StoreClient.local(plant.engine.endpoint(),
                StoreClient.localHttp())) {
            client.putItem(put -> put.tableName(LocalService.TABLE).item(Map.of(
                    "pk", AttributeValue.fromS("booking#poison"),
                    "set", AttributeValue.fromSs(List.of("a")), "bytes",
                    AttributeValue.fromB(SdkBytes.fromUtf8String("b")),
                    "sk", AttributeValue.fromS("booking"))));
        }
    }
}
