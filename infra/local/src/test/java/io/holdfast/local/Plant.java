package io.holdfast.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.engine.Interception;
import io.holdfast.engine.LocalDynamoDb;
import io.holdfast.lambda.QueueHandler;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.StreamHandler;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.stream.Publisher;
import io.holdfast.local.invocation.LocalContext;
import io.holdfast.local.queue.LocalQueue;
import io.holdfast.local.stream.StreamClient;
import io.holdfast.local.stream.StreamFollower;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The parts of the local service, joined so that a test can count the requests and the events. */
final class Plant implements AutoCloseable, Publisher {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_IN_A_CALL = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(9);
    /** Short, so that a test can wait for many retries. */
    private static final int PAUSE_MILLIS = 5;

    final LocalQueue queue;
    final Wiring wiring;
    final AtomicLong requests = new AtomicLong();
    /** Event ids, and how often each was published. */
    final Map<String, Integer> published = new ConcurrentHashMap<>();
    final List<Entry> entries = new CopyOnWriteArrayList<>();
    /** The lines that the follower of the stream has printed. */
    final List<String> lines = new CopyOnWriteArrayList<>();
    final LocalDynamoDb engine;
    /** Further calls that the bus refuses. */
    final AtomicInteger refusals = new AtomicInteger();
    private final StreamFollower follower;
    private final AtomicInteger deduplication = new AtomicInteger();

    Plant(Duration visibility, int mostReceives, Interception interception) throws IOException {
        queue = LocalQueue.start(0, visibility, mostReceives);
        engine = LocalDynamoDb.start(0, Optional.empty());
        DynamoDbClient client = StoreClient.local(engine.endpoint(), StoreClient.localHttp());
        client.createTable(Table.creation(LocalService.TABLE));
        Interception counting = (request, proceed) -> {
            requests.incrementAndGet();
            return proceed.with(request);
        };
        wiring = Wiring.of(new DynamoDbLedger(interception.around(counting.around(client)),
                LocalService.TABLE));
        CountDownLatch end = new CountDownLatch(1);
        follower = StreamFollower.start(StreamClient.local(engine.endpoint()),
                client.describeTable(describe -> describe.tableName(LocalService.TABLE)).table()
                        .latestStreamArn(),
                new StreamHandler(this, queue.functions(), queue.failureUrl()), end,
                wait -> end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS), lines::add);
    }

    /** The function that the queue invokes. */
    RequestStreamHandler commands() {
        return new QueueHandler(wiring, queue.functions(), queue.url(),
                queue.deadLetterUrl());
    }

    /** Receives all messages of a queue and deletes them. */
    List<Message> takeAll(String url) {
        List<Message> all = new ArrayList<>();
        List<Message> messages;
        do {
            messages = queue.client().receiveMessage(receive -> receive.queueUrl(url)
                    .maxNumberOfMessages(MOST_IN_A_CALL).messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)).messages();
            for (Message message : messages) {
                all.add(message);
                queue.client().deleteMessage(delete -> delete.queueUrl(url)
                        .receiptHandle(message.receiptHandle()));
            }
        } while (!messages.isEmpty());
        return all;
    }

    /** Waits until a condition holds, and fails after some minutes. */
    static void await(String what, BooleanSupplier so) {
        await(what, PATIENCE, so);
    }

    static void await(String what, Duration patience, BooleanSupplier so) {
        long end = System.nanoTime() + patience.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            pause();
        }
    }

    /** A command with the message group that it is sent in. */
    record Sent(String group, String body) {}

    void send(List<Sent> messages) {
        for (int from = 0; from < messages.size(); from += MOST_IN_A_CALL) {
            List<SendMessageBatchRequestEntry> batch = new ArrayList<>();
            for (Sent each : messages.subList(from,
                    Math.min(messages.size(), from + MOST_IN_A_CALL))) {
                String id = "d" + deduplication.incrementAndGet();
                batch.add(SendMessageBatchRequestEntry.builder().id(id)
                        .messageGroupId(each.group()).messageDeduplicationId(id)
                        .messageBody(each.body()).build());
            }
            queue.client()
                    .sendMessageBatch(send -> send.queueUrl(queue.url()).entries(batch));
        }
    }

    /** Waits until the queue is empty, and an event is published for every write. */
    void drain() {
        AtomicInteger before = new AtomicInteger(-1);
        await("an empty queue", () -> count(queue.url()) == 0
                && before.getAndSet(published.size()) == published.size());
    }

    int count(String url) {
        Map<QueueAttributeName, String> attributes = queue.client()
                .getQueueAttributes(get -> get.queueUrl(url)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }

    static void pause() {
        try {
            Thread.sleep(250);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void define(String resource, long capacity) {
        String body = "{\\\"capacity\\\":" + capacity + "}";
        call(Route.DEFINE_RESOURCE, "resourceId", resource, body);
    }

    JsonNode booking(String id) {
        return call(Route.READ_BOOKING, "bookingId", id, "");
    }

    JsonNode resource(String id) {
        return call(Route.READ_RESOURCE, "resourceId", id, "");
    }

    private JsonNode call(Route route, String parameter, String id, String body) {
        String event = """
                {"requestContext": {"requestId": "%s"}, "pathParameters": {"%s": "%s"},
                 "body": "%s"}""".formatted(Service.fresh("delivery"), parameter, id, body);
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        try {
            route.handler(wiring).handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), reply,
                    new LocalContext("test"));
            return MAPPER.readTree(MAPPER.readTree(reply.toByteArray()).get("body").textValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Set<Refusal> publish(List<Entry> call) {
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the bus is down");
        }
        entries.addAll(call);
        for (Entry entry : call) {
            try {
                published.merge(MAPPER.readTree(entry.detail()).get("eventId").textValue(), 1,
                        Integer::sum);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Set.of();
    }

    @Override
    public void close() throws IOException {
        follower.close();
        queue.close();
        engine.close();
    }
}
