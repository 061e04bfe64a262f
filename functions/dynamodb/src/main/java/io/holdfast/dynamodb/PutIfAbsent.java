package io.holdfast.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Puts an item if its key has none. */
record PutIfAbsent(String table, Map<String, AttributeValue> item) implements Write {
    @Override
    public String operation() {
        return "PutItem";
    }

    @Override
    public void send(DynamoDbClient client) {
        client.putItem(PutItemRequest.builder().tableName(table).item(item)
                .conditionExpression(Conditions.ABSENT)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build());
    }

    @Override
    public TransactWriteItem part() {
        return TransactWriteItem.builder().put(put -> put.tableName(table).item(item)
                .conditionExpression(Conditions.ABSENT)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }
}
