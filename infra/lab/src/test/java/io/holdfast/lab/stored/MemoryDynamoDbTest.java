package io.holdfast.lab.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lab.workload.RandomCommands;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The table in memory gives the same answers as DynamoDB Local, and ends with the same items. */
class MemoryDynamoDbTest {
    private static final int COMMANDS = 2_000;

    private final DynamoDbClient memory = new MemoryDynamoDb();

    @Test
    void randomCommandsEndTheSameOnBoth() {
        RandomCommands commands = new RandomCommands(1, Engine.fresh("both"),
                Duration.ofMinutes(10));
        Instant start = commands.next().now();
        for (DynamoDbClient client : new DynamoDbClient[]{memory, Engine.embedded()}) {
            Functions.on(client, start).define(commands.resource(), "first-" + commands.resource(),
                    "{\"capacity\":400}");
        }
        for (int i = 0; i < COMMANDS; i++) {
            RandomCommands.Step step = commands.next();
            Reply here = step.call().apply(Functions.on(memory, step.now()));
            Reply there = step.call().apply(Functions.on(Engine.embedded(), step.now()));

            // Each delivery has a request id of its own, which the headers repeat.
            assertThat(here.status()).isEqualTo(there.status());
            assertThat(here.body()).isEqualTo(there.body());
            assertThat(Items.read(memory, "resource#" + commands.resource(), "resource"))
                    .isEqualTo(
                            Items.read(Engine.embedded(), "resource#" + commands.resource(),
                                    "resource"));
            assertThat(Items.read(memory, "booking#" + step.booking(), "booking"))
                    .isEqualTo(
                            Items.read(Engine.embedded(), "booking#" + step.booking(), "booking"));
        }
    }
}
