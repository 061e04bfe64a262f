package io.holdfast.engine.expression;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Requests that the service refuses as invalid, whatever the conditions say. */
public final class Invalid {
    private static final int BAD_REQUEST = 400;

    private Invalid() {}

    /** The exception that the SDK throws for one. */
    public static DynamoDbException because(String message) {
        return (DynamoDbException) DynamoDbException.builder().statusCode(BAD_REQUEST)
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("ValidationException")
                        .errorMessage(message).build())
                .build();
    }
}
