package io.holdfast.lab.contention;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.engine.time.VirtualTime;
import io.holdfast.lab.Reply;
import io.holdfast.lambda.queue.CommandQueue;
import io.holdfast.lambda.queue.QueueEvent;
import io.holdfast.lambda.queue.Rejection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A FIFO queue and the event source mapping of its consumer, in virtual time. At most one batch of a
 * message group is under way, of at most ten messages and of this group only; a message that is not
 * acknowledged hides the rest of its group until it is visible again.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html">FIFO queue
 *      behavior</a>
 */
final class FifoQueue implements CommandQueue {
    /** Messages of a batch, and how long one stays hidden: as in template.yaml. */
    private static final int BATCH = 10;
    private static final Duration VISIBILITY = Duration.ofMinutes(6);
    /** After which the queue accepts a deduplication id again. */
    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

    private final VirtualTime time;
    private final QueueTimes times;
    private final RequestStreamHandler consumer;
    private final Supplier<Context> contexts;
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<String, Long> sentNanos = new HashMap<>();

    FifoQueue(VirtualTime time, QueueTimes times,
            Function<CommandQueue, RequestStreamHandler> consumer, Supplier<Context> contexts) {
        this.time = time;
        this.times = times;
        this.consumer = consumer.apply(this);
        this.contexts = contexts;
    }

    /** A message of which the queue has not heard the end. */
    private static final class Message {
        private final String id;
        private final String body;
        private final Runnable acknowledged;
        private int receives;
        private long visibleNanos;

        Message(String id, String body, Runnable acknowledged) {
            this.id = id;
            this.body = body;
            this.acknowledged = acknowledged;
        }
    }

    /** A message group: its messages in order, and whether a delivery is planned or under way. */
    private static final class Group {
        private final Deque<Message> messages = new ArrayDeque<>();
        private boolean busy;
    }

    /**
     * Sends; waits until the queue has the message, or has dropped it as a duplicate.
     *
     * @param acknowledged what happens once the consumer has acknowledged the message
     */
    void send(String group, String deduplicationId, String body, Runnable acknowledged) {
        time.sleep(times.send());
        Long before = sentNanos.get(deduplicationId);
        if (before != null && time.nanos() - before < DEDUPLICATION.toNanos()) {
            return;
        }
        sentNanos.put(deduplicationId, time.nanos());
        Group own = groups.computeIfAbsent(group, name -> new Group());
        own.messages.add(new Message(deduplicationId, body, acknowledged));
        deliver(group, own);
    }

    private void deliver(String name, Group group) {
        if (group.busy || group.messages.isEmpty()) {
            return;
        }
        group.busy = true;
        long hidden = Math.max(0, group.messages.getFirst().visibleNanos - time.nanos());
        time.start(times.receive().plusNanos(hidden), () -> {
            consume(name, batch(group), group);
            time.sleep(times.acknowledge());
            group.busy = false;
            deliver(name, group);
        });
    }

    private List<Message> batch(Group group) {
        List<Message> batch = group.messages.stream()
                .takeWhile(message -> message.visibleNanos <= time.nanos()).limit(BATCH).toList();
        long hiddenUntil = time.nanos() + VISIBILITY.toNanos();
        for (Message message : batch) {
            message.receives++;
            message.visibleNanos = hiddenUntil;
        }
        return batch;
    }

    private void consume(String name, List<Message> batch, Group group) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            consumer.handleRequest(new ByteArrayInputStream(event(name, batch)), output,
                    contexts.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set<String> back = new HashSet<>();
        for (JsonNode failure : Reply.body(output.toString(StandardCharsets.UTF_8))
                .path("batchItemFailures")) {
            back.add(failure.path("itemIdentifier").textValue());
        }
        List<Message> done = batch.stream().filter(each -> !back.contains(each.id)).toList();
        group.messages.removeAll(done);
        done.forEach(message -> message.acknowledged.run());
    }

    private static byte[] event(String group, List<Message> batch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("Records");
            for (Message message : batch) {
                json.writeStartObject();
                json.writeStringField("messageId", message.id);
                json.writeStringField("receiptHandle", message.id);
                json.writeStringField("body", message.body);
                json.writeObjectFieldStart("attributes");
                json.writeStringField("MessageGroupId", group);
                json.writeStringField("ApproximateReceiveCount",
                        Integer.toString(message.receives));
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    @Override
    public void moveAside(QueueEvent.Message message, Rejection why) {
        throw new IllegalStateException("a valid command was rejected: " + message + why);
    }

    @Override
    public void redeliver(Map<QueueEvent.Message, Integer> seconds) {
        time.sleep(times.acknowledge());
        seconds.forEach((message, hidden) -> message(message)
                .forEach(own -> own.visibleNanos = time.nanos()
                        + Duration.ofSeconds(hidden).toNanos()));
    }

    private Stream<Message> message(QueueEvent.Message received) {
        return groups.getOrDefault(received.group(), new Group()).messages.stream()
                .filter(own -> own.id.equals(received.receipt()));
    }
}
