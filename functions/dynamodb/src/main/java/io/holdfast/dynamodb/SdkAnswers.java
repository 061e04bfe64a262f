package io.holdfast.dynamodb;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.Writing;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The one place where the SDK's exceptions become values: refused, not applied and why, or
 * ambiguous. A read that the store refuses for any other reason than throughput (access denied, no
 * such table) is a bug or a wrong setting, and is rethrown; a write that it refuses so was not
 * applied, which is decisive, and a verdict is possible.
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
        /** Refused for another write to the item that was in progress, in this region or another. */
        CONFLICT,
        /** Refused for what the request says: a bug or a wrong setting. */
        WRONG,
        /** No answer, or one that does not say whether the request took effect. */
        AMBIGUOUS
    }

    static Reading read(Supplier<Reading> request) {
        return read(request, Reading.NotRead::new);
    }

    /** @param notRead the result of a read that the store did not answer, and why */
    static <T> T read(Supplier<T> request, Function<Reason, T> notRead) {
        try {
            return request.get();
        } catch (SdkException e) {
            return switch (classify(e)) {
                case THROTTLED -> notRead.apply(Reason.THROTTLED);
                case AMBIGUOUS -> notRead.apply(Reason.STORE_ERROR);
                case CONFLICT, WRONG -> throw e;
            };
        }
    }

    /** @param refused what a refusal shows, given the item if the store returned it */
    static Writing write(Runnable request,
            Function<Optional<Map<String, AttributeValue>>, Image> refused) {
        try {
            request.run();
            return new Writing.Applied();
        } catch (ConditionalCheckFailedException e) {
            return new Writing.Refused(refused.apply(shown(e)));
        } catch (SdkException e) {
            return unanswered(e);
        }
    }

    /** The results of a batch; an error of the whole request is that of each member. */
    static Map<BookingId, Writing> each(Supplier<Map<BookingId, Writing>> request,
            Collection<BookingId> members) {
        try {
            return request.get();
        } catch (SdkException e) {
            return members.stream()
                    .collect(Collectors.toMap(Function.identity(), member -> unanswered(e)));
        }
    }

    private static Writing unanswered(SdkException e) {
        return switch (classify(e)) {
            case THROTTLED -> new Writing.NotApplied(Reason.THROTTLED);
            case CONFLICT -> new Writing.NotApplied(Reason.CONTENTION);
            case WRONG -> new Writing.NotApplied(Reason.STORE_ERROR);
            case AMBIGUOUS -> new Writing.Ambiguous();
        };
    }

    private static Failure classify(SdkException e) {
        return switch (e) {
            case SdkClientException client -> Failure.AMBIGUOUS;
            // Only a 4xx says that the request was refused; a redirect, say, is no answer of the
            // store.
            case AwsServiceException service when service.statusCode() < REFUSED
                    || service.statusCode() >= SERVER_ERROR ->
                Failure.AMBIGUOUS;
            case AwsServiceException service -> classify(errorCode(service), service);
            default -> throw e;
        };
    }

    private static Failure classify(String code, AwsServiceException e) {
        return switch (code) {
            // Not DynamoDB's refusal: a proxy's, or a broken answer.
            case "" -> Failure.AMBIGUOUS;
            case "TransactionConflictException", "ReplicatedWriteConflictException" ->
                Failure.CONFLICT;
            default -> e.isThrottlingException() ? Failure.THROTTLED : Failure.WRONG;
        };
    }

    private static String errorCode(AwsServiceException e) {
        return e.awsErrorDetails() == null
                ? ""
                : Objects.requireNonNullElse(e.awsErrorDetails().errorCode(), "");
    }

    private static Optional<Map<String, AttributeValue>> shown(
            ConditionalCheckFailedException e) {
        return e.hasItem() && !e.item().isEmpty() ? Optional.of(e.item()) : Optional.empty();
    }
}
