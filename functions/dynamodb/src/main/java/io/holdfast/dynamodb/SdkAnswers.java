package io.holdfast.dynamodb;

import io.holdfast.domain.Id;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.Ledger.Recording;
import io.holdfast.dynamodb.item.ItemImages;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * The one place where the SDK's exceptions become values: applied, not applied and why, or
 * ambiguous. Any other error (access denied, no such table, a malformed request) is a bug or a
 * wrong setting, and is rethrown.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">
 *      Error handling with DynamoDB</a>
 */
final class SdkAnswers {
    private static final int REFUSED = 400;
    private static final int SERVER_ERROR = 500;

    private SdkAnswers() {}

    /** What an exception of the SDK says about its request. */
    private enum Failure {
        /** Refused before anything happened, for throughput. */
        THROTTLED,
        /** No answer, or one that does not say whether the request took effect. */
        AMBIGUOUS
    }

    static Reading read(Supplier<Reading> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            return switch (classify(e)) {
                case THROTTLED -> new Reading.NotRead(Reason.THROTTLED);
                case AMBIGUOUS -> new Reading.NotRead(Reason.STORE_ERROR);
            };
        }
    }

    /** @param parts the items that the transaction writes, in its order */
    static Committing commit(Runnable request, List<Id> parts) {
        try {
            request.run();
            return new Committing.Applied();
        } catch (TransactionCanceledException e) {
            return new Committing.NotApplied(canceled(parts, e));
        } catch (SdkException e) {
            return switch (classify(e)) {
                case THROTTLED ->
                    new Committing.NotApplied(Canceled.BY_THROTTLE);
                case AMBIGUOUS -> new Committing.Ambiguous();
            };
        }
    }

    static Recording record(Runnable request, Id id) {
        try {
            request.run();
            return new Recording.Recorded();
        } catch (ConditionalCheckFailedException e) {
            // The condition was false, or the item does not exist.
            return new Recording.Refused(new ItemImages()
                    .add(id, e.hasItem() ? nonEmpty(e.item()) : Optional.empty()).image());
        } catch (TransactionConflictException e) {
            return new Recording.NotRecorded();
        } catch (SdkException e) {
            return switch (classify(e)) {
                case THROTTLED, AMBIGUOUS -> new Recording.NotRecorded();
            };
        }
    }

    private static Failure classify(SdkException e) {
        return switch (e) {
            case AwsServiceException service when service.isThrottlingException() ->
                Failure.THROTTLED;
            // Only a 4xx says that the request was refused; a redirect, say, is no answer of the
            // store.
            case AwsServiceException service when service.statusCode() < REFUSED
                    || service.statusCode() >= SERVER_ERROR ->
                Failure.AMBIGUOUS;
            // A refusal without an error code is not DynamoDB's: a proxy's, or a broken answer.
            case AwsServiceException service when errorCode(service).isEmpty() -> Failure.AMBIGUOUS;
            case TransactionInProgressException running -> Failure.AMBIGUOUS;
            case SdkClientException client -> Failure.AMBIGUOUS;
            default -> throw e;
        };
    }

    private static String errorCode(AwsServiceException e) {
        return e.awsErrorDetails() == null
                ? ""
                : Objects.requireNonNullElse(e.awsErrorDetails().errorCode(), "");
    }

    private static Canceled canceled(List<Id> parts, TransactionCanceledException e) {
        List<CancellationReason> reasons = e.cancellationReasons();
        ItemImages images = new ItemImages();
        boolean conflict = false;
        boolean throttled = false;
        for (int i = 0; i < reasons.size(); i++) {
            Optional<Map<String, AttributeValue>> item = item(reasons.get(i));
            switch (code(reasons.get(i))) {
                case "None" -> {
                    // This part would have succeeded, or the answer says nothing about it.
                }
                case "ConditionalCheckFailed" -> {
                    if (item.isPresent() || parts.get(i) instanceof ResourceId) {
                        images.add(parts.get(i), item);
                    } else {
                        // The record made its condition false, but is not shown; the fence reads
                        // it.
                        conflict = true;
                    }
                }
                case "TransactionConflict" -> conflict = true;
                case "ThrottlingError", "ProvisionedThroughputExceeded" -> throttled = true;
                default -> throw e;
            }
        }
        // A cancellation is decisive, also if the store does not say why: something prevented the
        // write, and a conflict says no more than that.
        boolean unexplained = images.image().equals(Image.NONE) && !throttled;
        return new Canceled(images.image(), conflict || unexplained, throttled);
    }

    static String code(@Nullable CancellationReason reason) {
        return reason == null ? "None" : Objects.requireNonNullElse(reason.code(), "None");
    }

    private static Optional<Map<String, AttributeValue>> item(@Nullable CancellationReason reason) {
        return reason != null && reason.hasItem() ? nonEmpty(reason.item()) : Optional.empty();
    }

    private static Optional<Map<String, AttributeValue>> nonEmpty(
            Map<String, AttributeValue> item) {
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }
}
