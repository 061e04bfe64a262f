package io.holdfast.engine.service;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** The service's refusals, as the SDK throws them. */
final class Refusals {
    private static final int BAD_REQUEST = 400;

    private Refusals() {}

    /** A partition has no units left. */
    static DynamoDbException throttled(String reason) {
        return ProvisionedThroughputExceededException.builder()
                .throttlingReasons(ThrottlingReason.builder().reason(reason).build())
                .statusCode(BAD_REQUEST)
                .awsErrorDetails(details("ProvisionedThroughputExceededException"))
                .message("Throughput exceeds the current capacity of a partition").build();
    }

    /** A transaction under way has taken the item. */
    static DynamoDbException conflict() {
        return TransactionConflictException.builder().statusCode(BAD_REQUEST)
                .awsErrorDetails(details("TransactionConflictException"))
                .message("Transaction is ongoing for the item").build();
    }

    private static AwsErrorDetails details(String code) {
        return AwsErrorDetails.builder().serviceName("DynamoDb").errorCode(code).build();
    }
}
