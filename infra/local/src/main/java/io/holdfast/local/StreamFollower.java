package io.holdfast.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * What Lambda's event source mapping does for the table's stream: follows its shards, invokes the
 * function in their order, comes again from the record that it reports, halves a batch that makes it
 * fail, and gives up on a record only when it is alone and was tried often enough.
 */
final class StreamFollower implements AutoCloseable {
    /** Records of a batch; as in the template. */
    private static final int BATCH = 100;
    /** Tries of one record after which it goes to the on-failure queue; as in the template. */
    static final int MOST_TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final DynamoDbStreamsClient client;
    private final String stream;
    private final RequestStreamHandler handler;
    private final Consumer<Record> onFailure;
    private final Map<String, String> iterators = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Thread thread;
    private volatile boolean closed;

    private StreamFollower(DynamoDbStreamsClient client, String stream,
            RequestStreamHandler handler, Consumer<Record> onFailure) {
        this.client = client;
        this.stream = stream;
        this.handler = handler;
        this.onFailure = onFailure;
        this.thread = Thread.ofVirtual().unstarted(this::follow);
    }

    /**
     * Starts at the oldest record there is.
     *
     * @param onFailure is given the records that could not be told
     */
    static StreamFollower start(DynamoDbStreamsClient client, String stream,
            RequestStreamHandler handler, Consumer<Record> onFailure) {
        StreamFollower follower = new StreamFollower(client, stream, handler, onFailure);
        follower.thread.start();
        return follower;
    }

    private void follow() {
        while (!closed) {
            try {
                findShards();
                boolean any = false;
                for (Map.Entry<String, String> shard : List.copyOf(iterators.entrySet())) {
                    any |= read(shard.getKey(), shard.getValue());
                }
                if (!any) {
                    Thread.sleep(PAUSE);
                }
            } catch (SdkException | IOException e) {
                if (!closed) {
                    System.err.println("holdfast-local: stream: " + e);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void findShards() {
        for (Shard shard : client.describeStream(describe -> describe.streamArn(stream))
                .streamDescription().shards()) {
            if (known.add(shard.shardId())) {
                iterators.put(shard.shardId(), client.getShardIterator(get -> get
                        .streamArn(stream).shardId(shard.shardId())
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON)).shardIterator());
            }
        }
    }

    private boolean read(String shard, String iterator) throws IOException {
        GetRecordsResponse response = client
                .getRecords(get -> get.shardIterator(iterator).limit(BATCH));
        deliver(response.records());
        if (response.nextShardIterator() == null) {
            iterators.remove(shard);
        } else {
            iterators.put(shard, response.nextShardIterator());
        }
        return !response.records().isEmpty();
    }

    void deliver(List<Record> batch) throws IOException {
        List<Record> rest = batch;
        int tries = 0;
        while (!rest.isEmpty()) {
            int told = invoke(rest);
            tries = told > 0 ? 0 : tries + 1;
            rest = rest.subList(told, rest.size());
            if (tries == MOST_TRIES) {
                giveUp(rest);
                return;
            }
        }
    }

    // One record keeps the others back no longer than it takes to find out that it is the one.
    private void giveUp(List<Record> batch) throws IOException {
        if (batch.size() == 1) {
            onFailure.accept(batch.getFirst());
            return;
        }
        deliver(batch.subList(0, batch.size() / 2));
        deliver(batch.subList(batch.size() / 2, batch.size()));
    }

    /** How many records from the start were told. */
    private int invoke(List<Record> batch) throws IOException {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(SourceEvents.stream(batch)), reply,
                    new LocalContext("Outcomes"));
        } catch (RuntimeException e) {
            return 0;
        }
        Set<String> failures = SourceEvents.failures(reply.toByteArray());
        for (int i = 0; i < batch.size(); i++) {
            if (failures.contains(batch.get(i).dynamodb().sequenceNumber())) {
                return i;
            }
        }
        return batch.size();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
