package io.holdfast.operate.source;

import io.holdfast.dynamodb.item.Attribute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * A table, read by a parallel scan. All reads are strongly consistent. It sends three requests:
 * {@code DescribeTable}, {@code Scan} and {@code BatchGetItem}.
 */
public final class TableSource implements ItemSource {
    /** Requests under way at the same time, if none are named. */
    public static final int REQUESTS = 8;
    /** The most that can be asked for. */
    public static final int MOST_REQUESTS = 64;
    /** Items of one batch read; the service's limit. */
    private static final int MOST_KEYS = 100;
    private static final String RESOURCES = "begins_with(" + Attribute.PK + ", :resource)";

    private final DynamoDbClient client;
    private final String table;
    private final int requests;
    private final Patience patience;
    private final long expectedItems;

    private TableSource(DynamoDbClient client, String table, int requests, Patience patience) {
        this.client = client;
        this.table = table;
        this.requests = requests;
        this.patience = patience;
        DescribeTableRequest describe = DescribeTableRequest.builder().tableName(table).build();
        this.expectedItems = patience
                .answer(() -> client.describeTable(describe).table().itemCount());
    }

    /**
     * Describes the table.
     *
     * @param requests under way at the same time, at most {@link #MOST_REQUESTS}
     */
    public static TableSource of(DynamoDbClient client, String table, int requests) {
        return of(client, table, requests, new Patience(table));
    }

    static TableSource of(DynamoDbClient client, String table, int requests, Patience patience) {
        if (requests < 1 || requests > MOST_REQUESTS) {
            throw new IllegalArgumentException(
                    "--requests must be between 1 and " + MOST_REQUESTS + ", not " + requests);
        }
        return new TableSource(client, table, requests, patience);
    }

    @Override
    public String name() {
        return "table " + table;
    }

    @Override
    public long expectedItems() {
        return expectedItems;
    }

    @Override
    public Optional<Instant> moment() {
        return Optional.empty();
    }

    @Override
    public long read(Pass pass, Consumer<Map<String, AttributeValue>> to, Progress progress) {
        List<Callable<Long>> segments = new ArrayList<>();
        for (int segment = 0; segment < requests; segment++) {
            ScanRequest.Builder first = ScanRequest.builder().tableName(table).consistentRead(true)
                    .segment(segment).totalSegments(requests);
            if (pass == Pass.RESOURCES) {
                first.filterExpression(RESOURCES).expressionAttributeValues(
                        Map.of(":resource", AttributeValue.fromS("resource#")));
            }
            segments.add(() -> scan(first.build(), to, progress));
        }
        return Parallel.sum(requests, segments);
    }

    private long scan(ScanRequest first, Consumer<Map<String, AttributeValue>> to,
            Progress progress) {
        long read = 0;
        ScanRequest request = first;
        while (!Thread.currentThread().isInterrupted()) {
            ScanRequest next = request;
            ScanResponse page = patience.answer(() -> client.scan(next));
            page.items().forEach(to);
            read += page.scannedCount();
            progress.advance(page.scannedCount());
            if (!page.hasLastEvaluatedKey() || page.lastEvaluatedKey().isEmpty()) {
                return read;
            }
            request = first.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
        }
        throw new UnreadableSource("interrupted");
    }

    @Override
    public void readAgain(Collection<Map<String, AttributeValue>> keys,
            BiConsumer<Map<String, AttributeValue>, Optional<Map<String, AttributeValue>>> to) {
        List<Map<String, AttributeValue>> all = List.copyOf(keys);
        List<Callable<Long>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_KEYS) {
            List<Map<String, AttributeValue>> some = all.subList(from,
                    Math.min(from + MOST_KEYS, all.size()));
            batches.add(() -> readBatch(some, to));
        }
        Parallel.sum(requests, batches);
    }

    private long readBatch(List<Map<String, AttributeValue>> keys,
            BiConsumer<Map<String, AttributeValue>, Optional<Map<String, AttributeValue>>> to) {
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> found = new HashMap<>();
        for (Map<String, AttributeValue> item : get(keys)) {
            found.put(key(item), item);
        }
        keys.forEach(key -> to.accept(key, Optional.ofNullable(found.get(key))));
        return keys.size();
    }

    private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = new HashMap<>(item);
        key.keySet().retainAll(Set.of(Attribute.PK, Attribute.SK));
        return key;
    }

    // Keys that are not processed were throttled, or did not fit: they say nothing about an item.
    private List<Map<String, AttributeValue>> get(List<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        List<Map<String, AttributeValue>> open = keys;
        int waits = 0;
        while (!open.isEmpty()) {
            BatchGetItemResponse answer = send(open);
            found.addAll(items(answer));
            KeysAndAttributes rest = answer.unprocessedKeys().get(table);
            // An answer with items was cut at its size; one without any was throttled.
            if (rest != null && rest.keys().size() == open.size()) {
                patience.pause(waits++);
            }
            open = rest == null ? List.of() : rest.keys();
        }
        return found;
    }

    private BatchGetItemResponse send(List<Map<String, AttributeValue>> keys) {
        BatchGetItemRequest request = BatchGetItemRequest.builder().requestItems(Map.of(table,
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build())).build();
        return patience.answer(() -> client.batchGetItem(request));
    }

    // An answer that does not name the table says nothing about its items.
    private List<Map<String, AttributeValue>> items(BatchGetItemResponse answer) {
        List<Map<String, AttributeValue>> items = answer.responses().get(table);
        if (items == null && answer.unprocessedKeys().isEmpty()) {
            throw new UnreadableSource("an answer does not name the table " + table);
        }
        return items == null ? List.of() : items;
    }
}
