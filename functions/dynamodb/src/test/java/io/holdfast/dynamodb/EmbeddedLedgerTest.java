package io.holdfast.dynamodb;

import io.holdfast.dynamodb.contract.LedgerContract;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.engine.LocalDynamoDb;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The contract on DynamoDB Local, embedded. */
class EmbeddedLedgerTest extends LedgerContract {
    private static final DynamoDbClient CLIENT = LocalDynamoDb.embedded();

    static {
        CLIENT.createTable(Table.creation(TABLE));
    }

    @Override
    protected DynamoDbClient client() {
        return CLIENT;
    }
}
