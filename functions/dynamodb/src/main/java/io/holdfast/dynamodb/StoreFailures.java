package io.holdfast.dynamodb;

import io.holdfast.domain.ledger.StoreFailure;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/**
 * What the log needs to know about a request that failed. A condition that was false is no failure:
 * that is a lost race, and its answer says what was found.
 */
final class StoreFailures {
    private static final int OK = 200;

    private StoreFailures() {}

    static Optional<StoreFailure> of(String request, RuntimeException thrown) {
        return switch (thrown) {
            case ConditionalCheckFailedException refused -> Optional.empty();
            case AwsServiceException answered -> Optional.of(new StoreFailure(request,
                    name(answered), answered.statusCode(), text(answered.requestId())));
            default -> Optional.of(new StoreFailure(request, name(thrown), 0, ""));
        };
    }

    /** A batch that was answered in part, for lack of throughput, or without the table. */
    static StoreFailure incomplete(BatchGetItemResponse response) {
        return new StoreFailure("BatchGetItem",
                response.unprocessedKeys().isEmpty() ? "NoTable" : "UnprocessedKeys", OK,
                requestId(response));
    }

    /** A member of a batch of writes that failed with that code. */
    static StoreFailure ofMember(String code, BatchExecuteStatementResponse response) {
        return new StoreFailure(BatchInsert.OPERATION, code, OK, requestId(response));
    }

    private static String requestId(DynamoDbResponse response) {
        return response.responseMetadata() == null
                ? ""
                : text(response.responseMetadata().requestId());
    }

    private static String name(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        Throwable cause = thrown.getCause();
        return cause == null ? name : name + " < " + cause.getClass().getSimpleName();
    }

    private static String text(String requestId) {
        return Objects.requireNonNullElse(requestId, "");
    }
}
