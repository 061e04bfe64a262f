package io.holdfast.lab;

import io.holdfast.lambda.queue.CommandQueue;
import io.holdfast.lambda.queue.QueueEvent.Message;
import io.holdfast.lambda.queue.Rejection;
import java.util.LinkedHashMap;
import java.util.Map;

/** A queue that remembers what its consumer does with messages, and fails when it is broken. */
public final class CommandQueueDouble implements CommandQueue {
    /** Ids of messages that were moved, and why. */
    public final Map<String, Rejection> moved = new LinkedHashMap<>();
    /** Ids of messages that are redelivered, and after how many seconds. */
    public final Map<String, Integer> redelivered = new LinkedHashMap<>();
    public int calls;
    public boolean broken;

    @Override
    public void moveAside(Message message, Rejection why) {
        call();
        moved.put(message.id(), why);
    }

    @Override
    public void redeliver(Map<Message, Integer> seconds) {
        call();
        seconds.forEach((message, timeout) -> redelivered.put(message.id(), timeout));
    }

    private void call() {
        calls++;
        if (broken) {
            throw new IllegalStateException("no queue");
        }
    }
}
