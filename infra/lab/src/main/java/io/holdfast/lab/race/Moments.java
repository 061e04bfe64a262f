package io.holdfast.lab.race;

import io.holdfast.engine.Interception;
import io.holdfast.engine.Run;
import io.holdfast.lab.Engine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Every state that the items of a world were ever in: one moment for the start, and one more for
 * each write that was applied. Reasons are checked against them.
 */
public final class Moments {
    private final List<Moment> all = new ArrayList<>();

    /**
     * One state.
     *
     * @param items by partition key
     * @param written the partition keys of the items that the last write changed
     * @param writer the invocation that wrote; empty if its request arrived late
     */
    public record Moment(Map<String, Map<String, AttributeValue>> items, Set<String> written,
            Optional<Integer> writer) {}

    public Moments(Collection<Map<String, AttributeValue>> start) {
        Map<String, Map<String, AttributeValue>> items = new HashMap<>();
        start.forEach(item -> items.put(pk(item), item));
        all.add(new Moment(items, Set.of(), Optional.empty()));
    }

    /** The client, with an interception that remembers the state after every write. */
    public DynamoDbClient watched(DynamoDbClient client) {
        Interception watch = (request, proceed) -> {
            Object answer = proceed.with(request);
            List<Map<String, AttributeValue>> keys = keys(request);
            if (!keys.isEmpty()) {
                remember(keys);
            }
            return answer;
        };
        return watch.around(client);
    }

    private synchronized void remember(List<Map<String, AttributeValue>> keys) {
        Map<String, Map<String, AttributeValue>> items = new HashMap<>(all.getLast().items());
        Set<String> written = new HashSet<>();
        for (Map<String, AttributeValue> key : keys) {
            items.put(pk(key), Engine.embedded()
                    .getItem(get -> get.tableName(Engine.TABLE).key(key)).item());
            written.add(pk(key));
        }
        all.add(new Moment(items, written, Run.invocation()));
    }

    /** The number of the latest moment. */
    public synchronized int now() {
        return all.size() - 1;
    }

    public synchronized List<Moment> between(int from, int until) {
        return List.copyOf(all.subList(from, Math.min(until, now()) + 1));
    }

    /** Every image that an item ever had, in order. */
    public synchronized Stream<Map<String, AttributeValue>> images(String pk) {
        return List.copyOf(all).stream().map(moment -> moment.items().getOrDefault(pk, Map.of()));
    }

    private static List<Map<String, AttributeValue>> keys(DynamoDbRequest request) {
        return switch (request) {
            case PutItemRequest put -> List.of(key(put.item()));
            case UpdateItemRequest update -> List.of(update.key());
            case TransactWriteItemsRequest all -> all.transactItems().stream()
                    .map(Moments::key).toList();
            default -> List.of();
        };
    }

    private static Map<String, AttributeValue> key(TransactWriteItem item) {
        return item.put() == null ? item.update().key() : key(item.put().item());
    }

    private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
        return Map.of("pk", Objects.requireNonNull(item.get("pk")), "sk",
                Objects.requireNonNull(item.get("sk")));
    }

    private static String pk(Map<String, AttributeValue> item) {
        return Objects.requireNonNull(item.get("pk")).s();
    }
}
