package io.holdfast.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** A conditional write to one item. If its condition is false, the store returns the item. */
sealed interface Write permits PutIfAbsent, Update {
    /** The name of the request that sends it alone. */
    String operation();

    /** Sends it as a request of its own. */
    void send(DynamoDbClient client);

    /** As one part of a transaction. */
    TransactWriteItem part();
}
