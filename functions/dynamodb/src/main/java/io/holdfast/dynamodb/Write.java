package io.holdfast.dynamodb;

import io.holdfast.domain.Id;
import io.holdfast.domain.ledger.Image;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A conditional write to one item. If its condition is false, the store returns the item. */
sealed interface Write permits PutIfAbsent, Update {
    /** The name of its request. */
    String operation();

    /** Sends it, once. */
    void send(DynamoDbClient client);

    /**
     * What its refusal shows.
     *
     * @param id of the item
     * @param shown the item, if the store returned it
     */
    Image refused(Id id, Optional<Map<String, AttributeValue>> shown);
}
