package io.holdfast.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Takes one guard away on the way to the store. It exists for negative controls: a test that still
 * passes under sabotage has not tested that guard.
 */
public final class Sabotage {
    private static final String AND = " AND ";
    private static final String ABSENT = "attribute_not_exists(pk)";
    private static final String FINGERPRINT = "fingerprint";

    private Sabotage() {}

    /** Updates lose that one condition, inside transactions and alone. */
    public static DynamoDbClient withoutCondition(DynamoDbClient client, String condition) {
        Interception alone = (request, proceed) -> proceed.with(
                request instanceof UpdateItemRequest update
                        ? update.toBuilder().conditionExpression(
                                without(update.conditionExpression(), condition)).build()
                        : request);
        return transactions(alone.around(client), write -> write.update() == null
                ? write
                : write.toBuilder().update(write.update().toBuilder().conditionExpression(
                        without(write.update().conditionExpression(), condition)).build())
                        .build());
    }

    /** Puts inside transactions replace an item that exists. */
    public static DynamoDbClient withoutAbsenceInCommits(DynamoDbClient client) {
        return transactions(client, write -> write.put() == null
                ? write
                : write.toBuilder().put(write.put().toBuilder().conditionExpression(null)
                        .returnValuesOnConditionCheckFailure((String) null).build()).build());
    }

    /** Records of failures replace an item that exists. */
    public static DynamoDbClient withoutAbsenceInRecords(DynamoDbClient client) {
        Interception interception = (request, proceed) -> proceed.with(
                request instanceof PutItemRequest put && ABSENT.equals(put.conditionExpression())
                        ? put.toBuilder().conditionExpression(null)
                                .returnValuesOnConditionCheckFailure((String) null).build()
                        : request);
        return interception.around(client);
    }

    /** Records of failures get an answer but are never sent: a failure leaves no fence. */
    public static DynamoDbClient withoutFence(DynamoDbClient client) {
        Interception interception = (request, proceed) -> switch (request) {
            case PutItemRequest put -> PutItemResponse.builder().build();
            case UpdateItemRequest update -> UpdateItemResponse.builder().build();
            default -> proceed.with(request);
        };
        return interception.around(client);
    }

    /** Commands are stored without their fingerprints, so that any command matches their ids. */
    public static DynamoDbClient withoutFingerprints(DynamoDbClient client) {
        Interception interception = (request, proceed) -> proceed.with(
                request instanceof PutItemRequest put
                        ? put.toBuilder().item(withoutFingerprint(put.item())).build()
                        : request);
        return transactions(interception.around(client), write -> write.put() == null
                ? write
                : write.toBuilder().put(write.put().toBuilder()
                        .item(withoutFingerprint(write.put().item())).build()).build());
    }

    private static DynamoDbClient transactions(DynamoDbClient client,
            UnaryOperator<TransactWriteItem> change) {
        Interception interception = (request, proceed) -> proceed.with(change(request, change));
        return interception.around(client);
    }

    private static DynamoDbRequest change(DynamoDbRequest request,
            UnaryOperator<TransactWriteItem> change) {
        return request instanceof TransactWriteItemsRequest transaction
                ? transaction.toBuilder()
                        .transactItems(transaction.transactItems().stream().map(change).toList())
                        .build()
                : request;
    }

    // The condition becomes true for every item: without it the store refuses its placeholders,
    // which no expression would use.
    private static String without(String expression, String condition) {
        List<String> all = List.of(expression.split(AND, -1));
        return String.join(AND, all.stream()
                .map(each -> each.equals(condition)
                        ? "(" + condition + " OR attribute_exists(pk))"
                        : each)
                .toList());
    }

    private static Map<String, AttributeValue> withoutFingerprint(
            Map<String, AttributeValue> item) {
        Map<String, AttributeValue> rest = new HashMap<>(item);
        rest.remove(FINGERPRINT);
        return rest;
    }
}
