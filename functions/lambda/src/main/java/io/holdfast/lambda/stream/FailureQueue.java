package io.holdfast.lambda.stream;

import io.holdfast.lambda.stream.StreamEvent.StreamRecord;

/**
 * The queue for records of the stream that can never be published, so that they block no others.
 */
@FunctionalInterface
public interface FailureQueue {
    /** No queue: a record that would be moved is reported as a failure. */
    FailureQueue NONE = (record, reason, problem) -> {
        throw new IllegalStateException("there is no failure queue");
    };

    /**
     * Sends which record it is, and why it cannot be published; one request, sent once.
     *
     * @param reason {@code UNREADABLE}, {@code TOO_LARGE}, or the bus's own error code
     * @param problem what is known about the reason; may be empty
     * @throws RuntimeException if the queue did not accept it
     */
    void move(StreamRecord record, String reason, String problem);
}
