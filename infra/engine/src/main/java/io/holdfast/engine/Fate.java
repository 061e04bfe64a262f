package io.holdfast.engine;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * What happens to one request of a schedule, at the client; what happens below the SDK is a
 * {@link Fault}. In a schedule's text the code follows the invocation's number.
 */
public enum Fate {
    /** It applies, and its caller gets the answer. */
    PASS("", true),
    /** It never reaches the store. */
    LOST("x", false),
    /** It applies, and the answer is lost. */
    ANSWER_LOST("?", true),
    /** Its caller gives up on it; it reaches the store at a later step of the schedule. */
    LATE("~", false),
    /** A late request reaches the store. Its caller does not get the answer. */
    ARRIVES("+", true),
    /** The store refuses it for throughput. */
    THROTTLED("t", false),
    /** The store refuses it for a conflict; writes of one item only. */
    CONFLICT("c", false),
    /** The store refuses its first statement for throughput; batches of statements only. */
    MEMBER_THROTTLED("m", true),
    /** It applies, with a server error for its first statement; batches of statements only. */
    MEMBER_UNANSWERED("e", true),
    /** The invocation dies before it sends the request. */
    CRASH_BEFORE("b", false),
    /** The invocation dies when the request has been applied. */
    CRASH_AFTER("a", true),
    /** This request and all later ones of the invocation are lost. */
    OUTAGE("o", false);

    private static final int BAD_REQUEST = 400;
    private final String code;
    private final boolean applies;

    Fate(String code, boolean applies) {
        this.code = code;
        this.applies = applies;
    }

    public String code() {
        return code;
    }

    /** Whether the store carries the request out, if its conditions hold. */
    public boolean applies() {
        return applies;
    }

    /** Whether it counts as a fault, of which a schedule may have a limited number. */
    public boolean isFault() {
        return this != PASS && this != ARRIVES;
    }

    /** The exception that the SDK would throw. */
    static SdkException refusal(Fate fate) {
        return fate == THROTTLED
                ? ProvisionedThroughputExceededException.builder().statusCode(BAD_REQUEST)
                        .awsErrorDetails(details("ProvisionedThroughputExceededException")).build()
                : TransactionConflictException.builder().statusCode(BAD_REQUEST)
                        .awsErrorDetails(details("TransactionConflictException")).build();
    }

    private static AwsErrorDetails details(String code) {
        return AwsErrorDetails.builder().errorCode(code).build();
    }
}
