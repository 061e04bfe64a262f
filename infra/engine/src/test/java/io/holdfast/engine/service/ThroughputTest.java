package io.holdfast.engine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;

/** A partition takes what its throughput is, and nothing is free that the service charges. */
class ThroughputTest {
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final int SECONDS = 20;
    private static final String THROTTLED = "ThrottlingException";
    private static final GetItemRequest GET = GetItemRequest.builder().tableName(Stage.TABLE)
            .key(Stage.key("hot")).consistentRead(true).build();

    private final Stage stage = new Stage(ServiceTimes.PUBLISHED, ServiceThroughput.PUBLISHED);
    private final Consumption consumption = stage.store.consumption();

    // A burst of one second is there at the start.
    private static void assertLimited(long units, long unitsPerSecond) {
        assertThat(units).isBetween(unitsPerSecond * SECONDS, unitsPerSecond * (SECONDS + 1) + 3);
    }

    @Test
    void aPartitionTakesAThousandWriteUnitsASecond() {
        stage.sendRegularly(2_000, LENGTH, () -> stage.store.putItem(Stage.put("hot", "text")));

        stage.time.run();

        assertLimited(consumption.writeUnits(), 1_000);
        assertThat(stage.ends("ok")).isEqualTo((int) consumption.writeUnits());
        assertThat(stage.ends(THROTTLED)).isEqualTo((int) consumption.throttled())
                .isGreaterThan(18_000);
    }

    @Test
    void itRecoversAtOnceWhenTheLoadFalls() {
        stage.sendRegularly(3_000, LENGTH, () -> stage.store.putItem(Stage.put("hot", "text")));
        int[] late = {0};
        for (int i = 0; i < 400; i++) {
            stage.time.start(LENGTH.plusMillis(5 * i + 5), () -> {
                stage.store.putItem(Stage.put("hot", "text"));
                late[0]++;
            });
        }

        stage.time.run();

        assertThat(late[0]).isEqualTo(400);
    }

    @Test
    void aBurstLastsAsLongAsIsSet() {
        Stage bursting = new Stage(ServiceTimes.PUBLISHED, new ServiceThroughput(1_000, 3_000,
                Duration.ofSeconds(5), false, 4, "resource#"));
        bursting.sendRegularly(2_000, Duration.ofSeconds(4),
                () -> bursting.store.putItem(Stage.put("hot", "text")));

        bursting.time.run();

        assertThat(bursting.ends).containsOnlyKeys("ok");
    }

    @Test
    void aBurstWithoutAWholeUnitIsRejected() {
        assertThatThrownBy(() -> new ServiceThroughput(10, 3_000, Duration.ofMillis(99), false, 4,
                "resource#")).hasMessageContaining("PT0.099S");
    }

    @Test
    void failedConditionsAreCharged() {
        stage.store.putItem(Stage.put("hot", "text"));
        stage.sendRegularly(2_000, LENGTH, () -> stage.store.putItem(Stage.putIfAbsent("hot")));

        stage.time.run();

        assertLimited(consumption.writeUnits(), 1_000);
        assertThat(stage.ends).containsOnlyKeys("ConditionalCheckFailedException", THROTTLED);
    }

    @Test
    void transactionsCostTwiceAlsoWhenTheyAreCancelled() {
        stage.sendRegularly(2_000, LENGTH,
                () -> stage.store.transactWriteItems(Stage.transaction("hot")));

        stage.time.run();

        assertLimited(consumption.writeUnits(), 1_000);
        assertThat(stage.ends("ok")).isBetween(1_000, 2_200);
        assertThat(consumption.conflicts()).isGreaterThan(5_000);
        assertThat(consumption.writeUnits())
                .isEqualTo(2 * (consumption.conflicts() + stage.ends("ok")));
    }

    @Test
    void aPartitionTakesThreeThousandReadUnitsASecond() {
        stage.sendRegularly(5_000, LENGTH, () -> stage.store.getItem(GET));

        stage.time.run();

        assertLimited(consumption.readUnits(), 3_000);
        assertThat(stage.ends).containsOnlyKeys("ok", THROTTLED);
    }

    @Test
    void readsAndWritesMayShareOneLimit() {
        Stage shared = new Stage(ServiceTimes.PUBLISHED,
                ServiceThroughput.PUBLISHED.withCombinedLimit());
        shared.sendRegularly(1_000, LENGTH, () -> {
            shared.store.getItem(GET);
            shared.store.putItem(Stage.put("hot", "text"));
        });

        shared.time.run();

        Consumption used = shared.store.consumption();
        assertThat(used.writeUnits() / 1_000.0 + used.readUnits() / 3_000.0)
                .isBetween(SECONDS - 0.1, SECONDS + 1.1);
        assertThat(used.throttled()).isPositive();
    }

    @Test
    void aWriteCostsTheLargerOfTheItemBeforeAndAfter() {
        stage.store.putItem(Stage.put("hot", "x".repeat(2_500)));
        assertThat(consumption.writeUnits()).isEqualTo(3);
        stage.store.putItem(Stage.put("hot", "small"));
        assertThat(consumption.writeUnits()).isEqualTo(6);
        stage.store.putItem(Stage.put("hot", "small"));
        assertThat(consumption.writeUnits()).isEqualTo(7);
    }

    @Test
    void aRefusedWriteCostsTheItemThatIsThere() {
        stage.store.putItem(Stage.put("hot", "x".repeat(2_500)));
        stage.send(Duration.ZERO, () -> stage.store.putItem(Stage.putIfAbsent("hot")));

        stage.time.run();

        assertThat(stage.ends).containsOnlyKeys("ConditionalCheckFailedException");
        assertThat(consumption.writeUnits()).isEqualTo(6);
    }

    @Test
    void aReadCostsAUnitForFourKilobytesAndForNothing() {
        stage.store.getItem(GET);
        assertThat(consumption.readUnits()).isEqualTo(1);
        stage.store.putItem(Stage.put("hot", "x".repeat(5_000)));
        stage.store.getItem(GET);
        assertThat(consumption.readUnits()).isEqualTo(3);
    }

    @Test
    void keysOfABatchReadAreThrottledOneByOne() {
        Stage tight = tight();
        tight.store.getItem(GET);

        BatchGetItemResponse response = tight.store.batchGetItem(read("hot", "other"));

        assertThat(response.unprocessedKeys()).isEqualTo(Map.of(Stage.TABLE,
                KeysAndAttributes.builder().keys(List.of(Stage.key("hot"))).build()));
        assertThat(tight.store.consumption().readUnits()).isEqualTo(2);
    }

    @Test
    void aBatchReadOfWhichEveryKeyIsThrottledIsThrottled() {
        Stage tight = tight();
        tight.store.getItem(GET);
        tight.send(Duration.ZERO, () -> tight.store.batchGetItem(read("hot")));

        tight.time.run();

        assertThat(tight.ends).containsOnlyKeys(THROTTLED);
    }

    @Test
    void membersOfABatchOfInsertsAreThrottledOneByOne() {
        Stage tight = tight();
        tight.store.putItem(Stage.put("hot", "text"));

        BatchExecuteStatementResponse response = tight.store.batchExecuteStatement(
                BatchExecuteStatementRequest.builder()
                        .statements(Stage.insert("hot"), Stage.insert("other"))
                        .build());

        assertThat(response.responses().getFirst().error().codeAsString())
                .isEqualTo("ThrottlingError");
        assertThat(response.responses().getLast().error()).isNull();
        assertThat(tight.text("other")).isEqualTo("inserted");
        assertThat(tight.store.consumption().writeUnits()).isEqualTo(2);
    }

    @Test
    void aThrottledRequestSaysWhy() {
        Stage tight = tight();
        tight.store.putItem(Stage.put("hot", "text"));
        tight.time.start(Duration.ZERO, () -> {
            try {
                tight.store.putItem(Stage.put("hot", "text"));
            } catch (ThrottlingException e) {
                tight.ends.put(e.throttlingReasons().getFirst().reason(), e.statusCode());
            }
        });

        tight.time.run();

        assertThat(tight.ends)
                .containsExactly(Map.entry("TableWriteKeyRangeThroughputExceeded", 400));
    }

    // One unit of each kind for each hot key, and nothing more for a long time.
    private static Stage tight() {
        return new Stage(ServiceTimes.PUBLISHED,
                new ServiceThroughput(0.01, 0.01, Duration.ofSeconds(100), false, 1, "resource#"));
    }

    private static BatchGetItemRequest read(String... names) {
        return BatchGetItemRequest.builder()
                .requestItems(Map.of(Stage.TABLE, KeysAndAttributes.builder()
                        .keys(List.of(names).stream().map(Stage::key).toList()).build()))
                .build();
    }
}
