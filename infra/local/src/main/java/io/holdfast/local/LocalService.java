package io.holdfast.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.DynamoDbListing;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.dynamodb.item.ListingTable;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.engine.LocalAddress;
import io.holdfast.engine.LocalDynamoDb;
import io.holdfast.lambda.QueueHandler;
import io.holdfast.lambda.StreamHandler;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.local.board.Board;
import io.holdfast.local.http.HttpApi;
import io.holdfast.local.invocation.Backoff;
import io.holdfast.local.queue.LocalQueue;
import io.holdfast.local.queue.QueueConsumer;
import io.holdfast.local.race.Store;
import io.holdfast.local.stream.StreamClient;
import io.holdfast.local.stream.StreamFollower;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Starts and stops the functions, the table, the queue and the servers of one machine. */
public final class LocalService implements AutoCloseable {
    /** The table's name. */
    public static final String TABLE = "holdfast";
    /** The listing's name. */
    public static final String LISTING = "holdfast-listing";
    /** Batches of the queue that may be under way at the same time. */
    private static final int POLLERS = 4;
    private static final int MOST_CREATION_TRIES = 5;

    private final Parts parts = new Parts();
    private final HttpApi api;
    private final LocalDynamoDb engine;
    private final LocalQueue queue;

    private LocalService(Settings settings) throws IOException {
        api = parts.add(HttpApi.bind(LocalAddress.choose(settings.host(), settings.port())));
        try {
            queue = parts.add(LocalQueue.start(
                    LocalAddress.choose(settings.host(), settings.queuePort()),
                    settings.visibility(), LocalQueue.MOST_RECEIVES));
            engine = parts.add(engine(settings));
            DynamoDbClient client = parts
                    .add(StoreClient.local(engine.endpoint(), StoreClient.localHttp()));
            createTable(client, Table.creation(TABLE), Backoff.until(new CountDownLatch(1)));
            createTable(client, ListingTable.creation(LISTING),
                    Backoff.until(new CountDownLatch(1)));
            Wiring wiring = Wiring.of(new DynamoDbLedger(client, TABLE))
                    .listing(new DynamoDbListing(client, LISTING));
            Board board = parts.add(new Board(new Store(engine.endpoint(), client, TABLE)));
            parts.add(QueueConsumer.start(queue, board.queue(new QueueHandler(wiring,
                    queue.functions(), queue.url(), queue.deadLetterUrl())), POLLERS));
            parts.add(follower(client, parts.add(StreamClient.local(engine.endpoint())),
                    board.stream(new StreamHandler(settings.events(), queue.functions(),
                            queue.failureUrl(), wiring))));
            api.serve(wiring, board);
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static LocalDynamoDb engine(Settings settings) throws IOException {
        if (settings.data().isPresent()) {
            Files.createDirectories(settings.data().get());
        }
        return LocalDynamoDb.start(
                LocalAddress.choose(settings.host(), settings.dynamoDbPort()), settings.data());
    }

    private static StreamFollower follower(DynamoDbClient client, DynamoDbStreamsClient streams,
            RequestStreamHandler handler) {
        String stream = client.describeTable(describe -> describe.tableName(TABLE)).table()
                .latestStreamArn();
        return StreamFollower.start(streams, stream, handler);
    }

    /** The started parts, which stop in the opposite order. */
    private static final class Parts {
        private final Deque<AutoCloseable> started = new ArrayDeque<>();

        <T extends AutoCloseable> T add(T part) {
            started.push(part);
            return part;
        }

        void close() throws IOException {
            while (!started.isEmpty()) {
                try {
                    started.pop().close();
                } catch (IOException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IOException(e.getMessage(), e);
                }
            }
        }
    }

    /**
     * Starts everything; takes a few seconds.
     *
     * @throws IOException if a port is busy or the folder cannot be used; nothing runs then
     */
    public static LocalService start(Settings settings) throws IOException {
        // By default the JDK keeps five idle connections to one host, and the engine is one host.
        System.setProperty("http.maxConnections", "64");
        return new LocalService(settings);
    }

    public URI address() {
        return api.address();
    }

    /** DynamoDB Local's own endpoint. */
    public URI dynamoDb() {
        return engine.endpoint();
    }

    /** The SQS server's endpoint. */
    public URI sqs() {
        return queue.endpoint();
    }

    /** The address of the queue of commands. */
    public String queueUrl() {
        return queue.url();
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }

    /**
     * Creates a table, and tries again: the first request loads the engine, which may take longer
     * than the client's timeout.
     */
    static void createTable(DynamoDbClient client, CreateTableRequest creation,
            Backoff.Clock clock) {
        for (int tries = 1;; tries++) {
            try {
                client.createTable(creation);
                return;
            } catch (ResourceInUseException e) {
                // An earlier try has created it, or an earlier run in the folder that keeps it.
                return;
            } catch (SdkClientException e) {
                if (tries == MOST_CREATION_TRIES || ended(clock, Backoff.pause(tries))) {
                    throw e;
                }
            }
        }
    }

    private static boolean ended(Backoff.Clock clock, Duration pause) {
        try {
            return clock.ended(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
