package io.holdfast.dynamodb;

import io.holdfast.dynamodb.contract.LedgerContract;
import io.holdfast.engine.MemoryDynamoDb;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The contract on the table in memory that long runs use. */
class MemoryLedgerTest extends LedgerContract {
    private final DynamoDbClient client = new MemoryDynamoDb();

    @Override
    protected DynamoDbClient client() {
        return client;
    }
}
