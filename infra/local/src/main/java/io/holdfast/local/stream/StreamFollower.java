package io.holdfast.local.stream;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.local.invocation.Backoff;
import io.holdfast.local.invocation.BatchEvent;
import io.holdfast.local.invocation.LocalFunction;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Does what Lambda's event source mapping does for the table's stream: reads its shards in their
 * order, invokes the function, and redelivers from the first record that the function reports as
 * failed, until the function takes it. It retries every failure after a pause, and renews an
 * iterator that has expired.
 */
public final class StreamFollower implements AutoCloseable {
    /** Records of a batch; as in the template. */
    private static final int BATCH = 100;

    private final DynamoDbStreamsClient client;
    private final String stream;
    private final LocalFunction function;
    private final Backoff reading;
    private final Backoff invoking;
    private final Map<String, ShardReader> shards = new LinkedHashMap<>();
    private final CountDownLatch end;
    private final Thread thread;

    private StreamFollower(DynamoDbStreamsClient client, String stream,
            RequestStreamHandler handler, Backoff reading, Backoff invoking, CountDownLatch end) {
        this.client = client;
        this.stream = stream;
        this.function = new LocalFunction("Outcomes", handler);
        this.reading = reading;
        this.invoking = invoking;
        this.end = end;
        this.thread = Thread.ofVirtual().unstarted(this::follow);
    }

    /** Starts at the oldest record of the stream. */
    public static StreamFollower start(DynamoDbStreamsClient client, String stream,
            RequestStreamHandler handler) {
        CountDownLatch end = new CountDownLatch(1);
        return start(client, stream, handler, end, Backoff.until(end), System.err::println);
    }

    /** Starts with the pauses of a given clock. */
    public static StreamFollower start(DynamoDbStreamsClient client, String stream,
            RequestStreamHandler handler, CountDownLatch end, Backoff.Clock clock,
            Consumer<String> lines) {
        StreamFollower follower = new StreamFollower(client, stream, handler,
                new Backoff(new Backoff.Voice("stream", lines), clock),
                new Backoff(new Backoff.Voice("function Outcomes", lines), clock), end);
        follower.thread.start();
        return follower;
    }

    private void follow() {
        try {
            boolean ended = false;
            while (!ended) {
                ended = round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean round() throws InterruptedException {
        try {
            findShards();
            boolean any = false;
            for (ShardReader shard : List.copyOf(shards.values())) {
                any |= parentIsRead(shard) && read(shard);
            }
            reading.succeeded();
            return any ? end.getCount() == 0 : reading.idle();
        } catch (RuntimeException e) {
            return reading.failed(e);
        }
    }

    private void findShards() {
        for (Shard shard : client.describeStream(describe -> describe.streamArn(stream))
                .streamDescription().shards()) {
            shards.computeIfAbsent(shard.shardId(), id -> new ShardReader(client, stream, shard));
        }
    }

    private boolean parentIsRead(ShardReader shard) {
        ShardReader parent = shards.get(shard.parent());
        return parent == null || parent.finished();
    }

    /** Reads and delivers one batch; returns whether more may follow at once. */
    private boolean read(ShardReader shard) throws InterruptedException {
        if (shard.finished()) {
            return false;
        }
        try {
            GetRecordsResponse response = shard.read(BATCH);
            if (deliver(response.records())) {
                shard.advance(response);
            }
            return !response.records().isEmpty();
        } catch (ExpiredIteratorException e) {
            shard.renew();
            return false;
        } catch (TrimmedDataAccessException e) {
            shard.renewAtTheOldest();
            return false;
        }
    }

    /** Returns false if the service ends first: the rest is read again by the next service. */
    private boolean deliver(List<Record> batch) throws InterruptedException {
        List<Record> rest = batch;
        while (!rest.isEmpty()) {
            try {
                int taken = invoke(rest);
                rest = rest.subList(taken, rest.size());
                if (taken > 0) {
                    invoking.succeeded();
                }
                if (!rest.isEmpty() && invoking.failed(new IOException("record "
                        + rest.getFirst().dynamodb().sequenceNumber() + " was not taken"))) {
                    return false;
                }
            } catch (IOException | RuntimeException e) {
                if (invoking.failed(e)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns the number of records before the first that failed. */
    private int invoke(List<Record> batch) throws IOException {
        Set<String> failures = BatchEvent
                .failures(function.invoke(StreamEvent.write(stream, batch)));
        return (int) batch.stream()
                .takeWhile(each -> !failures.contains(each.dynamodb().sequenceNumber())).count();
    }

    @Override
    public void close() {
        end.countDown();
        join();
    }

    /** Waits until the follower has ended. */
    public void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
