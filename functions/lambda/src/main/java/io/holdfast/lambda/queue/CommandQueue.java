package io.holdfast.lambda.queue;

import io.holdfast.lambda.queue.QueueEvent.Message;
import java.util.Map;

/**
 * The queue of commands, and its dead-letter queue, for the consumer. A call is at most one
 * request, bounded in time and sent once; a call that failed throws.
 */
public interface CommandQueue {
    /** Messages of one {@link #redeliver}; the limit of the service, and of a FIFO batch. */
    int MOST_REDELIVERED = 10;

    /**
     * Copies a message to the dead-letter queue, with the reason. The queue drops a second copy by
     * its deduplication id. The caller acknowledges the original.
     */
    void moveAside(Message message, Rejection why);

    /**
     * Makes messages visible again after some seconds. Without it they stay hidden for the queue's
     * visibility timeout, and so do all messages behind them in their message groups.
     *
     * @param seconds for each message, in the order of the queue
     */
    void redeliver(Map<Message, Integer> seconds);

    /** No queue, for priming: a message that would be moved is reported as a failure. */
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
