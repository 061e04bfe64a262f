package io.holdfast.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.service.Effect;
import io.holdfast.engine.service.ServiceDynamoDb;
import io.holdfast.engine.service.ServiceThroughput;
import io.holdfast.engine.service.ServiceTimes;
import io.holdfast.engine.time.VirtualTime;
import io.holdfast.lab.race.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Transactions that do not overlap have the outcomes that they have on DynamoDB Local. */
class TransactionOutcomesTest {
    private static final int TRANSACTIONS = 600;
    private static final int ITEMS = 5;

    private final SplittableRandom random = new SplittableRandom(14);
    private final ServiceDynamoDb store = new ServiceDynamoDb(new VirtualTime(World.NOW),
            ServiceTimes.PUBLISHED, ServiceThroughput.UNLIMITED, 1);
    private final List<Effect> effects = new ArrayList<>();
    private int cancelled;

    @Test
    void randomTransactionsOneAfterTheOther() {
        store.watch(effects::add);
        for (int i = 0; i < TRANSACTIONS; i++) {
            send(TransactWriteItemsRequest.builder().transactItems(actions()).build());
        }
        Set<Map<String, AttributeValue>> keys = new LinkedHashSet<>();
        for (int i = 0; i < ITEMS; i++) {
            keys.add(key(i));
        }

        assertThat(LocalTable.differences(List.of(), effects, store.table(), keys)).isEmpty();
        assertThat(effects).hasSize(TRANSACTIONS);
        assertThat(cancelled).isBetween(TRANSACTIONS / 5, TRANSACTIONS * 4 / 5);
    }

    private void send(TransactWriteItemsRequest request) {
        try {
            store.transactWriteItems(request);
        } catch (DynamoDbException e) {
            cancelled++;
        }
    }

    // Each on an item of its own, in any order.
    private List<TransactWriteItem> actions() {
        List<TransactWriteItem> actions = new ArrayList<>();
        int first = random.nextInt(ITEMS);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            actions.add(action((first + 2 * i) % ITEMS));
        }
        return actions;
    }

    private TransactWriteItem action(int item) {
        ReturnValuesOnConditionCheckFailure returned = random.nextBoolean()
                ? ReturnValuesOnConditionCheckFailure.ALL_OLD
                : ReturnValuesOnConditionCheckFailure.NONE;
        AttributeValue limit = AttributeValue.fromN(Integer.toString(random.nextInt(6)));
        return switch (random.nextInt(5)) {
            case 0 -> TransactWriteItem.builder().put(put -> put.tableName(LocalTable.NAME)
                    .item(item(item)).conditionExpression("attribute_not_exists(pk)")
                    .returnValuesOnConditionCheckFailure(returned)).build();
            case 1 -> TransactWriteItem.builder()
                    .put(put -> put.tableName(LocalTable.NAME).item(item(item))).build();
            case 2 -> TransactWriteItem.builder()
                    .conditionCheck(check -> check.tableName(LocalTable.NAME).key(key(item))
                            .conditionExpression("version < :limit")
                            .expressionAttributeValues(Map.of(":limit", limit))
                            .returnValuesOnConditionCheckFailure(returned))
                    .build();
            default -> TransactWriteItem.builder()
                    .update(update -> update.tableName(LocalTable.NAME).key(key(item))
                            .conditionExpression("#v <= :limit")
                            .updateExpression("SET #v = #v + :one")
                            .expressionAttributeNames(Map.of("#v", "version"))
                            .expressionAttributeValues(Map.of(":limit", limit, ":one",
                                    AttributeValue.fromN("1")))
                            .returnValuesOnConditionCheckFailure(returned))
                    .build();
        };
    }

    private static Map<String, AttributeValue> key(int item) {
        return Map.of("pk", AttributeValue.fromS("resource#" + item), "sk",
                AttributeValue.fromS("resource"));
    }

    private Map<String, AttributeValue> item(int item) {
        return Map.of("pk", AttributeValue.fromS("resource#" + item), "sk",
                AttributeValue.fromS("resource"), "version",
                AttributeValue.fromN(Integer.toString(random.nextInt(3))));
    }
}
