package io.holdfast.engine;

import io.holdfast.engine.expression.Expression;
import io.holdfast.engine.expression.Insert;
import io.holdfast.engine.expression.Invalid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * One table in a map, for runs that are too long for DynamoDB Local. It carries out the requests
 * that Holdfast sends, with their expressions, and rejects all others. A test makes it
 * trustworthy: it sends the same requests here and to DynamoDB Local, and compares every answer and
 * every item.
 */
public final class MemoryDynamoDb implements DynamoDbClient {
    /** Items that one batch read may ask for. */
    private static final int MOST_READ = 100;
    /** Statements of one batch. */
    private static final int MOST_STATEMENTS = 25;
    private static final int BAD_REQUEST = 400;

    private final Map<Key, Map<String, AttributeValue>> items = new HashMap<>();

    private record Key(String pk, String sk) {
        static Key of(Map<String, AttributeValue> attributes) {
            return new Key(Objects.requireNonNull(attributes.get("pk")).s(),
                    Objects.requireNonNull(attributes.get("sk")).s());
        }
    }

    @Override
    public synchronized GetItemResponse getItem(GetItemRequest request) {
        return GetItemResponse.builder().item(items.get(Key.of(request.key()))).build();
    }

    @Override
    public synchronized BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        Map<String, List<Map<String, AttributeValue>>> tables = new HashMap<>();
        request.requestItems().forEach((table, asked) -> {
            List<Key> keys = asked.keys().stream().map(Key::of).toList();
            if (keys.isEmpty() || keys.size() > MOST_READ) {
                throw Invalid.because("A batch reads 1 to " + MOST_READ + " items");
            }
            rejectDuplicates(keys);
            tables.put(table, keys.stream().map(items::get).filter(Objects::nonNull).toList());
        });
        return BatchGetItemResponse.builder().responses(tables).build();
    }

    @Override
    public synchronized PutItemResponse putItem(PutItemRequest request) {
        Key key = Key.of(request.item());
        guard(Expression.of(request), key, request.returnValuesOnConditionCheckFailure());
        items.put(key, request.item());
        return PutItemResponse.builder().build();
    }

    @Override
    public synchronized UpdateItemResponse updateItem(UpdateItemRequest request) {
        Key key = Key.of(request.key());
        Expression expression = Expression.of(request);
        guard(expression, key, request.returnValuesOnConditionCheckFailure());
        Map<String, AttributeValue> after = expression.apply(before(key));
        items.put(key, after);
        return request.returnValues() == ReturnValue.ALL_NEW
                ? UpdateItemResponse.builder().attributes(after).build()
                : UpdateItemResponse.builder().build();
    }

    /** Carries out a batch of inserts; each of them is decided by itself. */
    @Override
    public synchronized BatchExecuteStatementResponse batchExecuteStatement(
            BatchExecuteStatementRequest request) {
        List<Insert> inserts = request.statements().stream().map(Insert::of).toList();
        if (inserts.isEmpty() || inserts.size() > MOST_STATEMENTS) {
            throw Invalid.because("A batch has 1 to " + MOST_STATEMENTS + " statements");
        }
        rejectDuplicates(inserts.stream().map(insert -> Key.of(insert.item())).toList());
        return BatchExecuteStatementResponse.builder()
                .responses(inserts.stream().map(this::insert).toList()).build();
    }

    // Not even ALL_OLD brings the item that exists.
    private BatchStatementResponse insert(Insert insert) {
        BatchStatementResponse.Builder response = BatchStatementResponse.builder()
                .tableName(insert.table());
        return items.putIfAbsent(Key.of(insert.item()), insert.item()) == null
                ? response.build()
                : response.error(error -> error.code(BatchStatementErrorCodeEnum.DUPLICATE_ITEM)
                        .message("Duplicate primary key exists in table")).build();
    }

    private static void rejectDuplicates(List<Key> keys) {
        if (keys.stream().distinct().count() < keys.size()) {
            throw Invalid.because("Provided list of item keys contains duplicates");
        }
    }

    @Override
    public synchronized DeleteItemResponse deleteItem(DeleteItemRequest request) {
        items.remove(Key.of(request.key()));
        return DeleteItemResponse.builder().build();
    }

    private Map<String, AttributeValue> before(Key key) {
        return items.getOrDefault(key, Map.of());
    }

    private void guard(Expression expression, Key key,
            ReturnValuesOnConditionCheckFailure returned) {
        Map<String, AttributeValue> before = before(key);
        if (expression.holds(before)) {
            return;
        }
        ConditionalCheckFailedException.Builder failed = ConditionalCheckFailedException.builder();
        boolean shown = returned == ReturnValuesOnConditionCheckFailure.ALL_OLD
                && !before.isEmpty();
        throw (shown ? failed.item(before) : failed).statusCode(BAD_REQUEST)
                .message("The conditional request failed").build();
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
