package io.holdfast.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * What Lambda's event source mapping does for the queue: receives batches, invokes the function, and
 * deletes what was done. What the function reports, or all of it when the function fails, stays hidden
 * until the visibility timeout and then comes again.
 */
final class QueueConsumer implements AutoCloseable {
    /** Messages of a batch; the most that a FIFO queue gives. */
    private static final int BATCH = 10;
    private static final int WAIT_SECONDS = 1;

    private final LocalQueue queue;
    private final RequestStreamHandler handler;
    private final List<Thread> pollers = new ArrayList<>();
    private volatile boolean closed;

    private QueueConsumer(LocalQueue queue, RequestStreamHandler handler) {
        this.queue = queue;
        this.handler = handler;
    }

    /** @param pollers batches that may be under way at the same time */
    static QueueConsumer start(LocalQueue queue, RequestStreamHandler handler, int pollers) {
        QueueConsumer consumer = new QueueConsumer(queue, handler);
        for (int i = 0; i < pollers; i++) {
            consumer.pollers.add(Thread.ofVirtual()
                    .uncaughtExceptionHandler((thread, e) -> System.err
                            .println("holdfast-local: queue: a poller ended: " + e))
                    .start(consumer::poll));
        }
        return consumer;
    }

    /** Whether any poller still runs; an error of the function ends its poller, as it ends a process. */
    boolean alive() {
        return pollers.stream().anyMatch(Thread::isAlive);
    }

    private void poll() {
        while (!closed) {
            try {
                List<Message> batch = receive();
                if (!batch.isEmpty()) {
                    delete(batch, invoke(batch));
                }
            } catch (IOException | RuntimeException e) {
                // The batch comes again after the visibility timeout.
                tell(e);
            }
        }
    }

    private List<Message> receive() {
        return queue.client().receiveMessage(receive -> receive.queueUrl(queue.url())
                .maxNumberOfMessages(BATCH).waitTimeSeconds(WAIT_SECONDS)
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)).messages();
    }

    private Set<String> invoke(List<Message> batch) throws IOException {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(SourceEvents.queue(batch)), reply,
                new LocalContext("Commands"));
        return SourceEvents.failures(reply.toByteArray());
    }

    private void delete(List<Message> batch, Set<String> failures) {
        List<DeleteMessageBatchRequestEntry> done = batch.stream()
                .filter(message -> !failures.contains(message.messageId()))
                .map(message -> DeleteMessageBatchRequestEntry.builder().id(message.messageId())
                        .receiptHandle(message.receiptHandle()).build())
                .toList();
        if (!done.isEmpty()) {
            queue.client()
                    .deleteMessageBatch(delete -> delete.queueUrl(queue.url()).entries(done));
        }
    }

    private void tell(Exception e) {
        if (!closed && !(e instanceof SdkClientException)) {
            System.err.println("holdfast-local: queue: " + e);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread poller : pollers) {
            try {
                poller.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
