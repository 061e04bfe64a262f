package io.holdfast.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.MemoryDynamoDb;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table in memory gives the answers of DynamoDB Local, and leaves the same items. */
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

            assertThat(here).isEqualTo(there);
            assertThat(item(memory, "resource#" + commands.resource() + "#0", "resource"))
                    .isEqualTo(item(Engine.embedded(), "resource#" + commands.resource() + "#0",
                            "resource"));
            assertThat(item(memory, "booking#" + step.booking(), "booking"))
                    .isEqualTo(item(Engine.embedded(), "booking#" + step.booking(), "booking"));
        }
    }

    private static Map<String, AttributeValue> item(DynamoDbClient client, String pk, String sk) {
        return client.getItem(get -> get.tableName(Engine.TABLE).key(
                Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk)))).item();
    }
}
