package io.holdfast.lambda.queue;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.lambda.invocation.Log;
import io.holdfast.lambda.invocation.QueueClient;
import io.holdfast.lambda.queue.QueueEvent.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Returns the messages of a batch that have no verdict to the queue. A rejected message is moved to
 * the dead-letter queue and acknowledged, so that it blocks no other. An open message is
 * redelivered, with all messages behind it in its message group. It is visible again after seconds:
 * for the minutes of the visibility timeout no message of its group would be delivered.
 */
public final class Redelivery {
    /** Seconds until the second delivery of an open message; each later one waits twice as long. */
    static final int FIRST_SECONDS = 2;
    /** The most seconds between two deliveries. */
    static final int MOST_SECONDS = 60;
    /** The time for a move, and for the request after it that makes the open messages visible. */
    public static final Duration RESERVE = QueueClient.CALL_TIMEOUT.multipliedBy(2);
    /** Reserved for writing the reply. */
    private static final Duration MARGIN = Duration.ofMillis(250);

    private final CommandQueue queue;
    private final Context context;

    public Redelivery(CommandQueue queue, Context context) {
        this.queue = queue;
        this.context = context;
    }

    /**
     * Moves the rejected messages, and sets when the others are redelivered.
     *
     * @param messages of the batch, in its order
     * @param decided the messages that have a verdict
     * @param rejected the messages that never get one; the others are open
     * @return the ids of the messages to redeliver, in the order of the batch
     */
    public List<String> of(List<Message> messages, Set<Message> decided,
            Map<Message, Rejection> rejected) {
        Map<Message, Integer> back = new LinkedHashMap<>();
        Map<String, Integer> secondsOfGroup = new HashMap<>();
        for (Message message : messages) {
            Rejection why = rejected.get(message);
            if (why != null && moved(message, why)) {
                continue;
            }
            if (!decided.contains(message)) {
                secondsOfGroup.putIfAbsent(message.group(), seconds(message.receives()));
            }
            // A verdict behind an open message is final; the next delivery replays it, in its
            // order.
            Integer seconds = secondsOfGroup.get(message.group());
            if (seconds != null) {
                back.put(message, seconds);
            }
        }
        delay(back);
        return back.keySet().stream().map(Message::id).toList();
    }

    public static int seconds(int receives) {
        int doublings = Math.clamp(receives - 1L, 0, Integer.SIZE / 2);
        return Math.min(FIRST_SECONDS << doublings, MOST_SECONDS);
    }

    private boolean moved(Message message, Rejection why) {
        Log.warning(context, "rejected", json -> {
            json.writeStringField("messageId", message.id());
            json.writeStringField("reason", why.reason());
            json.writeStringField("field", why.field());
            json.writeStringField("problem", why.problem());
        });
        // A move that used up the time of the redelivery would hide the open messages for the
        // visibility timeout.
        if (!enoughTime(RESERVE)) {
            return false;
        }
        try {
            queue.moveAside(message, why);
            return true;
        } catch (RuntimeException e) {
            Log.warning(context, Log.NOT_MOVED, e);
            return false;
        }
    }

    private void delay(Map<Message, Integer> back) {
        Map<Message, Integer> call = new LinkedHashMap<>();
        back.forEach((message, seconds) -> {
            if (!message.receipt().isEmpty()) {
                call.put(message, seconds);
            }
            if (call.size() == CommandQueue.MOST_REDELIVERED) {
                send(call);
                call.clear();
            }
        });
        send(call);
    }

    /** If it fails, the messages are only redelivered later: after the visibility timeout. */
    private void send(Map<Message, Integer> call) {
        if (call.isEmpty() || !enoughTime(QueueClient.CALL_TIMEOUT)) {
            return;
        }
        try {
            queue.redeliver(call);
        } catch (RuntimeException e) {
            Log.warning(context, "redelivery after the visibility timeout", e);
        }
    }

    private boolean enoughTime(Duration needed) {
        return context.getRemainingTimeInMillis() >= needed.plus(MARGIN).toMillis();
    }
}
