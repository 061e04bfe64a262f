package io.holdfast.lambda.queue;

import io.holdfast.lambda.queue.QueueEvent.Message;
import java.util.Map;

/**
 * The queue that commands come from, as its consumer uses it besides acknowledging messages. A call
 * is one request at most, bounded in time, and sent once; one that failed throws.
 */
public interface CommandQueue {
    /** Messages of one {@link #redeliver}; the limit of the service, and of a FIFO batch. */
    int MOST_REDELIVERED = 10;

    /**
     * Copies a message to the dead-letter queue, with the reason, under an id by which a second copy
     * of the same delivery is dropped. The caller acknowledges the original.
     */
    void moveAside(Message message, Rejection why);

    /**
     * Makes messages visible again after some seconds; without it they stay hidden for the queue's
     * visibility timeout, and with them all that is behind them in their message groups.
     *
     * @param seconds for each message, in the order of the queue
     */
    void redeliver(Map<Message, Integer> seconds);

    /** Cannot move anything: what would be moved is reported as a failure. For a rehearsal. */
    CommandQueue NONE = new CommandQueue() {
        @Override
        public void moveAside(Message message, Rejection why) {
            throw new IllegalStateException("there is no dead-letter queue");
        }

        @Override
        public void redeliver(Map<Message, Integer> seconds) {
            // The visibility timeout applies.
        }
    };
}
