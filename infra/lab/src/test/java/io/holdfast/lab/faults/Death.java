package io.holdfast.lab.faults;

import io.holdfast.engine.Interception;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** An invocation that dies once it has made a number of writes: the store gets no further request. */
final class Death implements Interception {
    private final AtomicInteger writesLeft;

    private Death(int writes) {
        this.writesLeft = new AtomicInteger(writes);
    }

    /** Functions for one invocation, by a clock that always reads {@code now}. */
    static Functions afterWrites(int writes, Instant now) {
        return Functions.on(new Death(writes).around(Engine.embedded()), now);
    }

    @Override
    public Object request(DynamoDbRequest request, Proceed proceed) throws Throwable {
        boolean read = request instanceof GetItemRequest || request instanceof BatchGetItemRequest;
        if (read ? writesLeft.get() < 0 : writesLeft.decrementAndGet() < 0) {
            throw SdkClientException.create("dead");
        }
        return proceed.with(request);
    }
}
