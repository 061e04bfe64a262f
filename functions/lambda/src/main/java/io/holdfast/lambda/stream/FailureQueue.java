package io.holdfast.lambda.stream;

import io.holdfast.lambda.stream.StreamEvent.StreamRecord;

/** Where records of the stream go that can never be published, so that the others are. */
@FunctionalInterface
public interface FailureQueue {
    /** Has no place for a record: whatever would be moved is reported as a failure. */
    FailureQueue NONE = (record, reason, problem) -> {
        throw new IllegalStateException("there is no failure queue");
    };

    /**
     * Writes down which record it is and why it can not be published; one request, sent once.
     *
     * @param reason {@code UNREADABLE}, {@code TOO_LARGE}, or the bus's own error code
     * @param problem what is known about it, perhaps nothing
     * @throws RuntimeException if it was not taken
     */
    void move(StreamRecord record, String reason, String problem);
}
