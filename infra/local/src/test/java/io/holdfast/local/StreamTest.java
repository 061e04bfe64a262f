package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.dynamodb.StoreClient;
import io.holdfast.engine.Interception;
import io.holdfast.lambda.CommandHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table's stream, from the engine into the same handler as on AWS. */
class StreamTest {
    private static final Interception NOTHING = (request, proceed) -> proceed.with(request);

    @Test
    void aRecordThatCanNeverBeToldGoesToTheOnFailureQueueAloneAndAllOthersAreTold()
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

            assertThat(plant.givenUp).hasSize(1);
            assertThat(plant.told).containsOnlyKeys(
                    IntStream.range(0, 9).mapToObj(i -> "booking/b" + i).toList());
            assertThat(plant.told.values()).allMatch(times -> times == 1);
        }
    }

    @Test
    void aBusThatRefusesForAWhileIsToldEverythingInTheEnd() throws IOException {
        try (Plant plant = new Plant(Duration.ofSeconds(1), 3, NOTHING)) {
            plant.define("r", 100);
            plant.refusals.set(StreamFollower.MOST_TRIES - 1);
            IntStream.range(0, 20).forEach(i -> book(plant, "b" + i));
            plant.drain();

            assertThat(plant.told).hasSize(20);
            assertThat(plant.refusals).hasValue(0);
            assertThat(plant.givenUp).isEmpty();
        }
    }

    private static void book(Plant plant, String id) {
        String command = "{\"command\":\"book\",\"bookingId\":\"" + id
                + "\",\"resourceId\":\"r\",\"units\":1}";
        try {
            new CommandHandler(plant.wiring).handleRequest(
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
                    "sk", AttributeValue.fromS("booking"))));
        }
    }
}
