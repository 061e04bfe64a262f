package io.holdfast.lab.simulation;

import io.holdfast.dynamodb.item.Table;
import io.holdfast.engine.service.Effect;
import io.holdfast.lab.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A table of DynamoDB Local that repeats what the store in virtual time has carried out. */
final class LocalTable {
    static final String NAME = "simulation";
    private static final DynamoDbClient LOCAL = Engine.embedded();

    static {
        // Without a stream: the engine reads all its records at each write of a table that has one.
        LOCAL.createTable(Table.creation(NAME).toBuilder()
                .streamSpecification((StreamSpecification) null).build());
    }

    private LocalTable() {}

    /**
     * Repeats the effects on the same items, and leaves the table empty.
     *
     * @param after the table in which the effects left their items
     * @return what is different: an answer, or an item at the end
     */
    static List<String> differences(List<Map<String, AttributeValue>> before,
            List<? extends Effect> effects, DynamoDbClient after,
            Set<Map<String, AttributeValue>> keys) {
        before.forEach(item -> LOCAL.putItem(put -> put.tableName(NAME).item(item)));
        List<String> differences = new ArrayList<>();
        for (Effect effect : effects) {
            Object answered = answer(effect);
            Object repeated = repeat(effect.request());
            if (!answered.equals(repeated)) {
                differences.add(effect.request() + "\n  answered " + answered + "\n  but "
                        + repeated);
            }
        }
        for (Map<String, AttributeValue> key : keys) {
            Object left = item(after, key);
            Object right = item(LOCAL, key);
            if (!left.equals(right)) {
                differences.add("at the end " + left + "\n  but " + right);
            }
            LOCAL.deleteItem(delete -> delete.tableName(NAME).key(key));
        }
        return differences;
    }

    private static Map<String, AttributeValue> item(DynamoDbClient client,
            Map<String, AttributeValue> key) {
        return client.getItem(get -> get.tableName(NAME).key(key).consistentRead(true)).item();
    }

    private static Object repeat(DynamoDbRequest request) {
        try {
            return answer(send(request));
        } catch (DynamoDbException refusal) {
            return answer(refusal);
        }
    }

    private static DynamoDbResponse send(DynamoDbRequest request) {
        return switch (request) {
            case GetItemRequest get -> LOCAL.getItem(get);
            case BatchGetItemRequest get -> LOCAL.batchGetItem(get);
            case PutItemRequest put -> LOCAL.putItem(put);
            case UpdateItemRequest update -> LOCAL.updateItem(update);
            case BatchExecuteStatementRequest batch -> LOCAL.batchExecuteStatement(batch);
            case TransactWriteItemsRequest write -> LOCAL.transactWriteItems(write);
            default -> throw new IllegalArgumentException("not sent by Holdfast: " + request);
        };
    }

    private static Object answer(Effect effect) {
        return switch (effect) {
            case Effect.Applied applied -> answer(applied.response());
            case Effect.Refused refused -> answer(refused.refusal());
        };
    }

    // A batch read has no order.
    private static Object answer(DynamoDbResponse response) {
        return switch (response) {
            case GetItemResponse get -> get.item();
            case BatchGetItemResponse get ->
                Set.copyOf(Objects.requireNonNull(get.responses().get(NAME)));
            case UpdateItemResponse update -> update.attributes();
            case BatchExecuteStatementResponse batch ->
                batch.responses().stream().map(LocalTable::code).toList();
            default -> "done";
        };
    }

    private static String code(BatchStatementResponse member) {
        return member.error() == null ? "inserted" : member.error().codeAsString();
    }

    // Two errors are equal if their kinds are, and the items that they show.
    private static Object answer(DynamoDbException refusal) {
        return switch (refusal) {
            case ConditionalCheckFailedException failed -> List.of("refused", failed.item());
            case TransactionCanceledException cancelled -> cancelled.cancellationReasons().stream()
                    .map(LocalTable::reason).collect(Collectors.toList());
            default -> refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode();
        };
    }

    private static List<Object> reason(CancellationReason reason) {
        return List.of(reason.code(), reason.item());
    }
}
