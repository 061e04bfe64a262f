package io.holdfast.dynamodb;

import io.holdfast.domain.CommandRecord;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ledger.Cancelled;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.Ledger.Recording;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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
 * ambiguous. An error that is none of these (access denied, no such table, a malformed request) is
 * a bug or a wrong setting: it is thrown on, never mapped to an answer.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">
 *      Error handling with DynamoDB</a>
 */
final class SdkAnswers {
    private static final int REFUSED = 400;
    private static final int SERVER_ERROR = 500;

    private SdkAnswers() {}

    /** What an SDK failure says about the request that met it. */
    private enum Failure {
        /** Refused before anything happened, for throughput. */
        THROTTLED,
        /** No answer, or one that leaves it open whether the request took effect. */
        AMBIGUOUS
    }

    static <T> Reading<T> read(Supplier<Reading<T>> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            return switch (classify(e)) {
                case THROTTLED -> new Reading.NotRead<>(Reason.THROTTLED);
                case AMBIGUOUS -> new Reading.NotRead<>(Reason.STORE_ERROR);
            };
        }
    }

    /**
     * @param commands how many items of commands the transaction starts with
     * @param guards its resources in its order, after those
     * @param reader reads the item of a command
     */
    static <T extends CommandRecord> Committing<T> commit(Runnable request,
            int commands, List<ResourceKey> guards,
            Function<Map<String, AttributeValue>, T> reader) {
        try {
            request.run();
            return new Committing.Applied<>();
        } catch (TransactionCanceledException e) {
            return new Committing.NotApplied<>(
                    cancelled(e.cancellationReasons(), commands, guards, reader, e));
        } catch (SdkException e) {
            return switch (classify(e)) {
                case THROTTLED -> new Committing.NotApplied<>(
                        new Cancelled<>(List.of(), Map.of(), false, true));
                case AMBIGUOUS -> new Committing.Ambiguous<>();
            };
        }
    }

    static <T extends CommandRecord> Recording<T> record(Runnable request,
            Function<Map<String, AttributeValue>, T> reader) {
        try {
            request.run();
            return new Recording.Recorded<>();
        } catch (ConditionalCheckFailedException e) {
            // The condition failed and there is no item that it failed on.
            return e.hasItem() && !e.item().isEmpty()
                    ? new Recording.Standing<>(reader.apply(e.item()))
                    : new Recording.Absent<>();
        } catch (TransactionConflictException e) {
            return new Recording.NotRecorded<>();
        } catch (SdkException e) {
            return switch (classify(e)) {
                case THROTTLED, AMBIGUOUS -> new Recording.NotRecorded<>();
            };
        }
    }

    private static Failure classify(SdkException e) {
        return switch (e) {
            case AwsServiceException service when service.isThrottlingException() ->
                Failure.THROTTLED;
            // A 4xx alone says that the request was refused; a redirect, say, is no answer of the store.
            case AwsServiceException service when service.statusCode() < REFUSED
                    || service.statusCode() >= SERVER_ERROR ->
                Failure.AMBIGUOUS;
            // A refusal that does not name its error is not DynamoDB's: a proxy's, or a broken answer.
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

    private static <T extends CommandRecord> Cancelled<T> cancelled(
            List<CancellationReason> reasons, int commands, List<ResourceKey> guards,
            Function<Map<String, AttributeValue>, T> reader, TransactionCanceledException e) {
        List<T> standing = new ArrayList<>();
        Map<ResourceKey, Optional<Resource>> failedGuards = new HashMap<>();
        boolean conflict = false;
        boolean throttled = false;
        for (int i = 0; i < reasons.size(); i++) {
            CancellationReason reason = reasons.get(i);
            switch (code(reason)) {
                case "None" -> {
                    // This part would have gone through, or nothing is said of it.
                }
                case "ConditionalCheckFailed" -> {
                    if (i >= commands) {
                        failedGuards.put(guards.get(i - commands), image(reason));
                    } else if (reason.hasItem() && !reason.item().isEmpty()) {
                        standing.add(reader.apply(reason.item()));
                    } else {
                        // Refused for what stands there, or does not; the fence will find out.
                        conflict = true;
                    }
                }
                case "TransactionConflict" -> conflict = true;
                case "ThrottlingError", "ProvisionedThroughputExceeded" -> throttled = true;
                default -> throw e;
            }
        }
        // Cancelled is decisive, also where the store does not say why: something was in the way, which is
        // all that a conflict says.
        boolean unexplained = standing.isEmpty() && failedGuards.isEmpty() && !throttled;
        return new Cancelled<>(standing, failedGuards, conflict || unexplained, throttled);
    }

    static String code(@Nullable CancellationReason reason) {
        return reason == null ? "None" : Objects.requireNonNullElse(reason.code(), "None");
    }

    private static Optional<Resource> image(CancellationReason reason) {
        return reason.hasItem() && !reason.item().isEmpty()
                ? Optional.of(ResourceItem.read(reason.item()))
                : Optional.empty();
    }
}
