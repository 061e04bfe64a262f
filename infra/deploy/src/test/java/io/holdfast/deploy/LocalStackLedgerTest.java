package io.holdfast.deploy;

import io.holdfast.dynamodb.StoreClient;
import io.holdfast.dynamodb.contract.LedgerContract;
import io.holdfast.dynamodb.item.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The ledger's contract on LocalStack's DynamoDB. */
class LocalStackLedgerTest extends LedgerContract {
    private static final LocalStack STACK = new LocalStack();
    private static DynamoDbClient client;

    @BeforeAll
    static void start() {
        LocalStack.requireEngine();
        STACK.start();
        client = StoreClient.local(STACK.endpoint(), StoreClient.localHttp());
        try (DynamoDbClient patient = STACK.client(DynamoDbClient.builder())) {
            patient.createTable(Table.creation(TABLE));
        }
    }

    @AfterAll
    static void stop() {
        STACK.stop();
    }

    @Override
    protected DynamoDbClient client() {
        return client;
    }
}
