package io.holdfast.dynamodb;

import io.holdfast.domain.Id;
import io.holdfast.domain.ledger.Image;
import io.holdfast.dynamodb.item.ItemImages;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

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

    /** The item exists, whether it is shown or not. */
    @Override
    public Image refused(Id id, Optional<Map<String, AttributeValue>> shown) {
        return shown.isEmpty() ? Image.NONE : new ItemImages().add(id, shown).image();
    }
}
