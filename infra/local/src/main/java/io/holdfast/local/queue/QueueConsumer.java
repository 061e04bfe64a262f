package io.holdfast.local.queue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.local.invocation.Backoff;
import io.holdfast.local.invocation.BatchEvent;
import io.holdfast.local.invocation.LocalFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Does what Lambda's event source mapping does for the queue: receives batches, invokes the
 * function, and deletes the acknowledged messages. Messages that the function reports as failed, or
 * all of a batch if the function fails, are redelivered after the visibility timeout.
 */
public final class QueueConsumer implements AutoCloseable {
    /** Messages of a batch; a FIFO queue returns no more. */
    private static final int BATCH = 10;
    private static final int WAIT_SECONDS = 1;

    private final SqsClient client;
    private final String url;
    private final LocalFunction function;
    private final Backoff.Voice voice;
    private final Backoff.Clock clock;
    private final List<Thread> pollers = new ArrayList<>();
    private final CountDownLatch end;

    private QueueConsumer(SqsClient client, String url, RequestStreamHandler handler,
            CountDownLatch end, Backoff.Clock clock, Consumer<String> lines) {
        this.client = client;
        this.url = url;
        this.function = new LocalFunction("Commands", handler);
        this.end = end;
        this.clock = clock;
        this.voice = new Backoff.Voice("queue", lines);
    }

    /**
     * Starts the pollers.
     *
     * @param pollers batches that may be under way at the same time
     */
    public static QueueConsumer start(LocalQueue queue, RequestStreamHandler handler, int pollers) {
        CountDownLatch end = new CountDownLatch(1);
        return start(queue.client(), queue.url(), handler, pollers, end, Backoff.until(end),
                System.err::println);
    }

    /** Starts the pollers with the pauses of a given clock. */
    public static QueueConsumer start(SqsClient client, String url, RequestStreamHandler handler,
            int pollers, CountDownLatch end, Backoff.Clock clock, Consumer<String> lines) {
        QueueConsumer consumer = new QueueConsumer(client, url, handler, end, clock, lines);
        for (int i = 0; i < pollers; i++) {
            consumer.pollers.add(Thread.ofVirtual()
                    .uncaughtExceptionHandler((thread, e) -> System.err
                            .println("holdfast-local: queue: a poller ended: " + e))
                    .start(consumer::poll));
        }
        return consumer;
    }

    /** Whether a poller still runs; an Error of the function ends its poller like a process. */
    public boolean alive() {
        return pollers.stream().anyMatch(Thread::isAlive);
    }

    private void poll() {
        Backoff backoff = new Backoff(voice, clock);
        boolean ended = false;
        while (!ended) {
            try {
                List<Message> batch = receive();
                if (!batch.isEmpty()) {
                    delete(batch, invoke(batch));
                }
                backoff.succeeded();
                ended = end.getCount() == 0;
            } catch (IOException | RuntimeException e) {
                // The batch is redelivered after the visibility timeout.
                ended = failed(backoff, e);
            }
        }
    }

    private static boolean failed(Backoff backoff, Exception e) {
        try {
            return backoff.failed(e);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private List<Message> receive() {
        return client.receiveMessage(receive -> receive.queueUrl(url)
                .maxNumberOfMessages(BATCH).waitTimeSeconds(WAIT_SECONDS)
                .messageAttributeNames("All")
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)).messages();
    }

    private Set<String> invoke(List<Message> batch) throws IOException {
        return BatchEvent.failures(function.invoke(QueueEvent.write(batch)));
    }

    private void delete(List<Message> batch, Set<String> failures) {
        List<DeleteMessageBatchRequestEntry> acknowledged = batch.stream()
                .filter(message -> !failures.contains(message.messageId()))
                .map(message -> DeleteMessageBatchRequestEntry.builder().id(message.messageId())
                        .receiptHandle(message.receiptHandle()).build())
                .toList();
        if (!acknowledged.isEmpty()) {
            client.deleteMessageBatch(delete -> delete.queueUrl(url).entries(acknowledged));
        }
    }

    @Override
    public void close() {
        end.countDown();
        join();
    }

    /** Waits until every poller has ended. */
    public void join() {
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
