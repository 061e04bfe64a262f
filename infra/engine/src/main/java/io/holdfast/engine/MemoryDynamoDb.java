package io.holdfast.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * One table in a map, for runs that are too long for DynamoDB Local. It carries out the requests
 * that Holdfast sends, with their expressions, and rejects all others. A test makes it
 * trustworthy: it runs the same commands here and on DynamoDB Local, and compares every answer and
 * every item.
 */
public final class MemoryDynamoDb implements DynamoDbClient {
    private static final String FAILED = "ConditionalCheckFailed";
    private static final int BAD_REQUEST = 400;

    private final Map<Key, Map<String, AttributeValue>> items = new HashMap<>();

    private record Key(String pk, String sk) {
        static Key of(Map<String, AttributeValue> attributes) {
            return new Key(Objects.requireNonNull(attributes.get("pk")).s(),
                    Objects.requireNonNull(attributes.get("sk")).s());
        }
    }

    /** A guarded write: the item before and after; {@code after} is null if a condition fails. */
    private record Write(Key key, Map<String, AttributeValue> before,
            @Nullable Map<String, AttributeValue> after) {}

    @Override
    public synchronized GetItemResponse getItem(GetItemRequest request) {
        return GetItemResponse.builder().item(items.get(Key.of(request.key()))).build();
    }

    @Override
    public synchronized BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        Map<String, List<Map<String, AttributeValue>>> tables = new HashMap<>();
        request.requestItems().forEach((table, keys) -> tables.put(table,
                keys.keys().stream().map(key -> items.get(Key.of(key))).filter(Objects::nonNull)
                        .toList()));
        return BatchGetItemResponse.builder().responses(tables).build();
    }

    @Override
    public synchronized PutItemResponse putItem(PutItemRequest request) {
        apply(put(Put.builder().item(request.item())
                .conditionExpression(request.conditionExpression())
                .expressionAttributeNames(request.expressionAttributeNames())
                .expressionAttributeValues(request.expressionAttributeValues()).build()));
        return PutItemResponse.builder().build();
    }

    @Override
    public synchronized UpdateItemResponse updateItem(UpdateItemRequest request) {
        apply(update(Update.builder().key(request.key())
                .updateExpression(request.updateExpression())
                .conditionExpression(request.conditionExpression())
                .expressionAttributeNames(request.expressionAttributeNames())
                .expressionAttributeValues(request.expressionAttributeValues()).build()));
        return UpdateItemResponse.builder().build();
    }

    @Override
    public synchronized DeleteItemResponse deleteItem(DeleteItemRequest request) {
        items.remove(Key.of(request.key()));
        return DeleteItemResponse.builder().build();
    }

    @Override
    public synchronized TransactWriteItemsResponse transactWriteItems(
            TransactWriteItemsRequest request) {
        List<Write> writes = new ArrayList<>();
        for (TransactWriteItem item : request.transactItems()) {
            writes.add(item.put() == null ? update(item.update()) : put(item.put()));
        }
        if (writes.stream().anyMatch(write -> write.after() == null)) {
            throw TransactionCanceledException.builder().statusCode(BAD_REQUEST)
                    .message("canceled")
                    .cancellationReasons(
                            writes.stream().map(MemoryDynamoDb::reason).toList())
                    .build();
        }
        writes.forEach(write -> items.put(write.key(), Objects.requireNonNull(write.after())));
        return TransactWriteItemsResponse.builder().build();
    }

    private static CancellationReason reason(Write write) {
        CancellationReason.Builder reason = CancellationReason.builder();
        if (write.after() != null) {
            return reason.code("None").build();
        }
        return (write.before().isEmpty() ? reason : reason.item(write.before())).code(FAILED)
                .build();
    }

    private void apply(Write write) {
        if (write.after() == null) {
            ConditionalCheckFailedException.Builder failed = ConditionalCheckFailedException
                    .builder();
            throw (write.before().isEmpty() ? failed : failed.item(write.before()))
                    .statusCode(BAD_REQUEST).message(FAILED).build();
        }
        items.put(write.key(), write.after());
    }

    private Write put(Put put) {
        Key key = Key.of(put.item());
        Map<String, AttributeValue> before = items.getOrDefault(key, Map.of());
        Expression expression = new Expression(put.expressionAttributeNames(),
                put.expressionAttributeValues());
        return new Write(key, before,
                expression.holds(put.conditionExpression(), before) ? put.item() : null);
    }

    private Write update(Update update) {
        Key key = Key.of(update.key());
        Map<String, AttributeValue> before = items.getOrDefault(key, Map.of());
        Expression expression = new Expression(update.expressionAttributeNames(),
                update.expressionAttributeValues());
        return new Write(key, before, expression.holds(update.conditionExpression(), before)
                ? expression.apply(update.updateExpression(), before)
                : null);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
