package io.holdfast.engine.service;

import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/**
 * A request that the store has carried out, whether or not its caller learns about it. Requests, and
 * members of a batch, that the store refused without a look at their item (throttled, or taken by a
 * transaction) have no effect; the request of a batch contains the others only.
 */
public sealed interface Effect {
    /** Nanoseconds since the start of the virtual time. */
    long atNanos();

    DynamoDbRequest request();

    /** It read, or it wrote. */
    record Applied(long atNanos, DynamoDbRequest request, DynamoDbResponse response)
            implements
                Effect {}

    /** A condition was false, or the request was wrong. */
    record Refused(long atNanos, DynamoDbRequest request, DynamoDbException refusal)
            implements
                Effect {}
}
