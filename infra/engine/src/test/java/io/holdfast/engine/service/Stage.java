package io.holdfast.engine.service;

import io.holdfast.engine.expression.Insert;
import io.holdfast.engine.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** A store in virtual time, and callers who send requests to it. */
final class Stage {
    static final String TABLE = "stage";
    private static final double NANOS = 1e9;

    final VirtualTime time = new VirtualTime(Instant.parse("2026-03-01T12:00:00Z"));
    final ServiceDynamoDb store;
    /** How many requests ended how: "ok", or the name of an exception. */
    final Map<String, Integer> ends = new TreeMap<>();
    /** How long each of them took, in nanoseconds. */
    final List<Long> nanos = new ArrayList<>();

    Stage(ServiceTimes times, ServiceThroughput throughput) {
        this(times, throughput, Outage.NONE, 1);
    }

    Stage(ServiceTimes times, ServiceThroughput throughput, Outage outage, long seed) {
        store = new ServiceDynamoDb(time, times, throughput, outage, seed);
    }

    int ends(String how) {
        return ends.getOrDefault(how, 0);
    }

    /** Sends a request after a delay. */
    void send(Duration delay, Runnable request) {
        time.start(delay, () -> {
            long sent = time.nanos();
            ends.merge(end(request), 1, Integer::sum);
            nanos.add(time.nanos() - sent);
        });
    }

    private static String end(Runnable request) {
        try {
            request.run();
            return "ok";
        } catch (SdkException e) {
            return e.getClass().getSimpleName();
        }
    }

    /** Sends a request again and again, at equal distances of time. */
    void sendRegularly(double perSecond, Duration length, Runnable request) {
        long requests = Math.round(perSecond * length.toNanos() / NANOS);
        for (long i = 0; i < requests; i++) {
            send(Duration.ofNanos(Math.round(i * NANOS / perSecond)), request);
        }
    }

    /** Sends a request again and again, each time independently of the others. */
    void sendAsPoisson(double perSecond, int requests, Runnable request) {
        SplittableRandom random = new SplittableRandom(11);
        double at = 0;
        for (int i = 0; i < requests; i++) {
            at -= StrictMath.log(1 - random.nextDouble()) / perSecond;
            send(Duration.ofNanos(Math.round(at * NANOS)), request);
        }
    }

    static Map<String, AttributeValue> key(String name) {
        return Map.of("pk", AttributeValue.fromS("resource#" + name), "sk",
                AttributeValue.fromS("resource"));
    }

    static Map<String, AttributeValue> item(String name, String text) {
        Map<String, AttributeValue> item = new HashMap<>(key(name));
        item.put("text", AttributeValue.fromS(text));
        return item;
    }

    static PutItemRequest put(String name, String text) {
        return PutItemRequest.builder().tableName(TABLE).item(item(name, text)).build();
    }

    /** A put that fails if the item exists. */
    static PutItemRequest putIfAbsent(String name) {
        return put(name, "absent").toBuilder().conditionExpression("attribute_not_exists(pk)")
                .build();
    }

    static TransactWriteItemsRequest transaction(String... names) {
        List<TransactWriteItem> actions = new ArrayList<>();
        for (String name : names) {
            actions.add(TransactWriteItem.builder()
                    .put(Put.builder().tableName(TABLE).item(item(name, "of a transaction"))
                            .build())
                    .build());
        }
        return TransactWriteItemsRequest.builder().transactItems(actions).build();
    }

    static BatchStatementRequest insert(String name) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(key(name));
        item.put("text", AttributeValue.fromS("inserted"));
        return new Insert(TABLE, item).request();
    }

    /** What an item says; empty if there is none. */
    String text(String name) {
        Map<String, AttributeValue> item = store.table()
                .getItem(get -> get.tableName(TABLE).key(key(name))).item();
        return item.isEmpty() ? "" : Objects.requireNonNull(item.get("text")).s();
    }
}
