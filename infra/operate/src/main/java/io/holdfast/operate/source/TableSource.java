package io.holdfast.operate.source;

import io.holdfast.dynamodb.item.Attribute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
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
    private final long expectedItems;

    private TableSource(DynamoDbClient client, String table, int requests, long expectedItems) {
        this.client = client;
        this.table = table;
        this.requests = requests;
        this.expectedItems = expectedItems;
    }

    /**
     * Describes the table.
     *
     * @param requests under way at the same time, at most {@link #MOST_REQUESTS}
     */
    public static TableSource of(DynamoDbClient client, String table, int requests) {
        if (requests < 1 || requests > MOST_REQUESTS) {
            throw new IllegalArgumentException(
                    "--requests must be between 1 and " + MOST_REQUESTS + ", not " + requests);
        }
        long items = Patience.answer(table,
                () -> client.describeTable(describe -> describe.tableName(table)).table()
                        .itemCount());
        return new TableSource(client, table, requests, items);
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
            ScanResponse page = Patience.answer(table, () -> client.scan(next));
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
    public List<Map<String, AttributeValue>> readAgain(
            Collection<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> all = List.copyOf(keys);
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_KEYS) {
            found.addAll(batch(all.subList(from, Math.min(from + MOST_KEYS, all.size()))));
        }
        return found;
    }

    // Keys that are not processed were throttled, or did not fit: they say nothing about an item.
    private List<Map<String, AttributeValue>> batch(List<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        List<Map<String, AttributeValue>> open = keys;
        for (int wait = 0; !open.isEmpty();) {
            BatchGetItemResponse answer = get(open);
            List<Map<String, AttributeValue>> items = answer.responses().get(table);
            if (items == null) {
                throw new UnreadableSource("the answer to a batch read does not name the table");
            }
            found.addAll(items);
            List<Map<String, AttributeValue>> rest = unprocessed(answer);
            // An answer with items was cut at its size; only one without is throttled.
            if (!rest.isEmpty() && rest.size() == open.size()) {
                Patience.pause(table, wait++);
            }
            open = rest;
        }
        return found;
    }

    private BatchGetItemResponse get(List<Map<String, AttributeValue>> keys) {
        BatchGetItemRequest request = BatchGetItemRequest.builder().requestItems(Map.of(table,
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build())).build();
        return Patience.answer(table, () -> client.batchGetItem(request));
    }

    private List<Map<String, AttributeValue>> unprocessed(BatchGetItemResponse answer) {
        KeysAndAttributes rest = answer.unprocessedKeys().get(table);
        return rest == null ? List.of() : rest.keys();
    }
}
