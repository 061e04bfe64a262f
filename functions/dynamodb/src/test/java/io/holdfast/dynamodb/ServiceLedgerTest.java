package io.holdfast.dynamodb;

import io.holdfast.dynamodb.contract.LedgerContract;
import io.holdfast.engine.service.ServiceDynamoDb;
import io.holdfast.engine.service.ServiceThroughput;
import io.holdfast.engine.service.ServiceTimes;
import io.holdfast.engine.time.VirtualTime;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The contract on the store in virtual time, with the service's own times. */
class ServiceLedgerTest extends LedgerContract {
    private final DynamoDbClient client = new ServiceDynamoDb(
            new VirtualTime(Instant.parse("2026-03-01T12:00:00Z")), ServiceTimes.PUBLISHED,
            ServiceThroughput.PUBLISHED, 1);

    @Override
    protected DynamoDbClient client() {
        return client;
    }
}
