package io.holdfast.lambda.queue;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.domain.protocol.Answer.Cause;
import io.holdfast.lambda.invocation.Execution;
import io.holdfast.lambda.queue.QueueEvent.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The result of each message of a batch: decided, rejected or open. A message is decided once its
 * command has a verdict, whichever it is. A message is rejected if its command can never get one,
 * by its own fault. Any other message is open and stops its message group.
 */
final class Settlement {
    /**
     * The delivery, about 14 seconds after the first, that rejects a command without its booking.
     */
    static final int RECEIVES_FOR_A_BOOKING = 4;

    private final Map<Message, Execution> executions = new HashMap<>();
    private final Set<Message> decided = new HashSet<>();
    private final Map<Message, Rejection> rejected = new HashMap<>();
    private final Set<String> stoppedGroups = new HashSet<>();

    /** Settles a message whose command was run. */
    void settle(Message message, Execution execution) {
        executions.put(message, execution);
        switch (execution.answer()) {
            case Answer.Decided verdict -> decided.add(message);
            case Answer.Rejected answer when answer.isTransient() || isEarly(message, answer) ->
                leaveOpen(message);
            case Answer.Rejected answer ->
                rejected.put(message, new Rejection(answer.cause().name()));
            case Answer.Undecided() -> leaveOpen(message);
        }
    }

    /** Settles a message that holds no valid command. */
    void reject(Message message, InvalidInput e) {
        rejected.put(message, Rejection.invalid(e));
    }

    /** Settles a message that is to be redelivered, with all messages behind it in its group. */
    void leaveOpen(Message message) {
        stoppedGroups.add(message.group());
    }

    // The booking may be in another message group, and arrive after the command that names it.
    private static boolean isEarly(Message message, Answer.Rejected answer) {
        return answer.cause() == Cause.BOOKING_NOT_FOUND
                && message.receives() < RECEIVES_FOR_A_BOOKING;
    }

    /** Whether a message of that group is open, so that no later one may be run. */
    boolean isStopped(String group) {
        return stoppedGroups.contains(group);
    }

    Map<Message, Execution> executions() {
        return executions;
    }

    Set<Message> decided() {
        return decided;
    }

    Map<Message, Rejection> rejected() {
        return rejected;
    }
}
