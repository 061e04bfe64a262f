package io.holdfast.engine.service;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * The service's refusals, as the SDK throws them. A hot key of an on-demand table is refused with a
 * ThrottlingException (of a provisioned one, with a ProvisionedThroughputExceededException).
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">
 *      Error handling with DynamoDB</a>
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ThrottlingReason.html">
 *      ThrottlingReason</a>
 */
final class Refusals {
    static final String THROUGHPUT = "Throughput exceeds the current capacity of your table or"
            + " index.";
    static final String CONFLICT = "Transaction is ongoing for the item";
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private Refusals() {}

    /** The partition of a written item has no units left. */
    static DynamoDbException throttledWrite() {
        return throttled("TableWriteKeyRangeThroughputExceeded");
    }

    /** The partition of a read item has no units left. */
    static DynamoDbException throttledRead() {
        return throttled("TableReadKeyRangeThroughputExceeded");
    }

    private static DynamoDbException throttled(String reason) {
        return ThrottlingException.builder()
                .throttlingReasons(ThrottlingReason.builder().reason(reason).build())
                .statusCode(BAD_REQUEST).awsErrorDetails(details("ThrottlingException"))
                .message(THROUGHPUT).build();
    }

    /** A transaction under way has taken the item. */
    static DynamoDbException conflict() {
        return TransactionConflictException.builder().statusCode(BAD_REQUEST)
                .awsErrorDetails(details("TransactionConflictException"))
                .message(CONFLICT).build();
    }

    /** @param reasons one for each action, in their order */
    static DynamoDbException cancelled(List<CancellationReason> reasons) {
        return TransactionCanceledException.builder().cancellationReasons(reasons)
                .statusCode(BAD_REQUEST).awsErrorDetails(details("TransactionCanceledException"))
                .message("Transaction cancelled, please refer cancellation reasons for specific"
                        + " reasons " + reasons.stream().map(CancellationReason::code)
                                .collect(Collectors.joining(", ", "[", "]")))
                .build();
    }

    /** The service failed; it does not say whether the request took effect. */
    static DynamoDbException internalServerError() {
        return InternalServerErrorException.builder().statusCode(SERVER_ERROR)
                .awsErrorDetails(details("InternalServerError")).message("Internal server error")
                .build();
    }

    private static AwsErrorDetails details(String code) {
        return AwsErrorDetails.builder().serviceName("DynamoDb").errorCode(code).build();
    }
}
