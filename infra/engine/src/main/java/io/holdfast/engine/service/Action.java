package io.holdfast.engine.service;

import io.holdfast.engine.expression.Expression;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One action of a transaction: a put, an update or a check of a condition. No transaction here
 * deletes.
 *
 * @param put the new item; empty if it is not a put
 * @param shows whether a false condition shows the item
 */
record Action(Kind kind, Items.Key key, Expression expression, Map<String, AttributeValue> put,
        boolean shows) {
    enum Kind {
        PUT,
        UPDATE,
        CHECK
    }

    static Action of(TransactWriteItem item) {
        if (item.put() != null) {
            return of(item.put());
        }
        if (item.update() != null) {
            return of(item.update());
        }
        if (item.conditionCheck() != null) {
            return of(item.conditionCheck());
        }
        throw new IllegalArgumentException("an action that is not known here: " + item);
    }

    // Set only if it is there: the request would count an empty map as one that the caller has set.
    private static Action of(Put put) {
        PutItemRequest.Builder request = PutItemRequest.builder().item(put.item())
                .conditionExpression(put.conditionExpression());
        if (put.hasExpressionAttributeNames()) {
            request.expressionAttributeNames(put.expressionAttributeNames());
        }
        if (put.hasExpressionAttributeValues()) {
            request.expressionAttributeValues(put.expressionAttributeValues());
        }
        return new Action(Kind.PUT, Items.Key.of(put.item()), Expression.of(request.build()),
                put.item(), shows(put.returnValuesOnConditionCheckFailure()));
    }

    private static Action of(Update update) {
        UpdateItemRequest.Builder request = UpdateItemRequest.builder().key(update.key())
                .conditionExpression(update.conditionExpression())
                .updateExpression(update.updateExpression());
        if (update.hasExpressionAttributeNames()) {
            request.expressionAttributeNames(update.expressionAttributeNames());
        }
        if (update.hasExpressionAttributeValues()) {
            request.expressionAttributeValues(update.expressionAttributeValues());
        }
        return new Action(Kind.UPDATE, Items.Key.of(update.key()), Expression.of(request.build()),
                Map.of(), shows(update.returnValuesOnConditionCheckFailure()));
    }

    private static Action of(ConditionCheck check) {
        UpdateItemRequest.Builder request = UpdateItemRequest.builder().key(check.key())
                .conditionExpression(check.conditionExpression());
        if (check.hasExpressionAttributeNames()) {
            request.expressionAttributeNames(check.expressionAttributeNames());
        }
        if (check.hasExpressionAttributeValues()) {
            request.expressionAttributeValues(check.expressionAttributeValues());
        }
        return new Action(Kind.CHECK, Items.Key.of(check.key()), Expression.of(request.build()),
                Map.of(), shows(check.returnValuesOnConditionCheckFailure()));
    }

    private static boolean shows(ReturnValuesOnConditionCheckFailure returned) {
        return returned == ReturnValuesOnConditionCheckFailure.ALL_OLD;
    }

    /** The item after it, if its condition holds. */
    Map<String, AttributeValue> after(Map<String, AttributeValue> before) {
        return switch (kind) {
            case PUT -> put;
            case UPDATE -> expression.apply(before);
            case CHECK -> before;
        };
    }
}
