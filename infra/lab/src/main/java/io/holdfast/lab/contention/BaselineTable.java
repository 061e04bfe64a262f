package io.holdfast.lab.contention;

import io.holdfast.engine.service.ServiceDynamoDb;
import io.holdfast.lab.contention.Seller.Request;
import io.holdfast.lab.contention.Seller.Stock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * The items of the baselines: of a resource {@code capacity, available, version}, of a booking
 * {@code resource, units, answer}. A failure is recorded by one put, on condition that nothing is
 * recorded yet, so each id keeps its first answer.
 */
final class BaselineTable {
    static final String NAME = "baseline";
    private static final String ABSENT = "attribute_not_exists(pk)";

    private final ServiceDynamoDb store;

    BaselineTable(ServiceDynamoDb store) {
        this.store = store;
    }

    /**
     * What a read shows.
     *
     * @param answer of the booking, if it is recorded
     */
    record Seen(long available, long version, Optional<String> answer) {}

    DynamoDbClient client() {
        return store;
    }

    void define(String resource, long capacity) {
        store.putItem(put -> put.tableName(NAME)
                .item(with(resource(resource), Map.of("capacity", number(capacity),
                        "available", number(capacity), "version", number(1)))));
    }

    /** The resource and the booking, by one request; empty if the store gave no answer. */
    Optional<Seen> read(Request request) {
        List<Map<String, AttributeValue>> items;
        try {
            items = Objects.requireNonNull(store.batchGetItem(read -> read.requestItems(Map.of(NAME,
                    KeysAndAttributes.builder().consistentRead(true)
                            .keys(List.of(resource(request.resource()), booking(request.booking())))
                            .build())))
                    .responses().get(NAME));
        } catch (SdkException e) {
            return Optional.empty();
        }
        return items.stream().filter(item -> item.containsKey("available")).findFirst()
                .map(item -> new Seen(number(item, "available"), number(item, "version"),
                        items.stream().map(BaselineTable::answer).flatMap(Optional::stream)
                                .findFirst()));
    }

    /** Records an answer by one put, and returns what is recorded in the end. */
    String record(Request request, String answer) {
        Put put = put(request, answer);
        try {
            store.putItem(write -> write.tableName(NAME).item(put.item())
                    .conditionExpression(put.conditionExpression())
                    .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return answer;
        } catch (ConditionalCheckFailedException e) {
            return answer(e.item()).orElse(Seller.UNDECIDED);
        } catch (SdkException e) {
            return Seller.UNDECIDED;
        }
    }

    static Put put(Request request, String answer) {
        return Put.builder().tableName(NAME).conditionExpression(ABSENT)
                .item(with(booking(request.booking()),
                        Map.of("resource", AttributeValue.fromS(request.resource()), "units",
                                number(request.units()), "answer", AttributeValue.fromS(answer))))
                .build();
    }

    /** What a write that took no effect, or perhaps none, is answered with. */
    static String reason(SdkException e) {
        return switch (e) {
            case TransactionConflictException conflict -> "CONTENTION";
            case DynamoDbException refused when refused.isThrottlingException() -> "THROTTLED";
            default -> "STORE_ERROR";
        };
    }

    Stock stock(String resource) {
        Map<String, AttributeValue> item = item(resource(resource));
        return new Stock(number(item, "available"), 0,
                number(item, "capacity") - number(item, "available"));
    }

    long committed(String resource, List<Request> requests) {
        return requests.stream().filter(request -> request.resource().equals(resource))
                .filter(request -> answer(item(booking(request.booking())))
                        .equals(Optional.of(Seller.COMMITTED)))
                .mapToLong(Request::units).sum();
    }

    /** Units are never taken twice; an answer is kept. */
    List<String> broken(List<String> resources, Map<Request, String> answers) {
        List<String> broken = new ArrayList<>();
        for (String resource : resources) {
            Stock stock = stock(resource);
            long committed = committed(resource, List.copyOf(answers.keySet()));
            if (stock.available() < 0 || committed > stock.confirmed()) {
                broken.add("never overbooked: " + resource + " has " + stock
                        + " and bookings of " + committed + " units");
            }
        }
        answers.forEach((request, answer) -> {
            Optional<String> recorded = answer(item(booking(request.booking())));
            if (!answer.equals(Seller.UNDECIDED) && !recorded.equals(Optional.of(answer))) {
                broken.add("one id, one verdict: " + request + " was answered " + answer
                        + ", and its record says " + recorded);
            }
        });
        return broken;
    }

    private Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
        return store.table().getItem(get -> get.tableName(NAME).key(key)).item();
    }

    private static Optional<String> answer(Map<String, AttributeValue> item) {
        return Optional.ofNullable(item.get("answer")).map(AttributeValue::s);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(Objects.requireNonNull(item.get(name)).n());
    }

    static Map<String, AttributeValue> resource(String id) {
        return key("resource", id);
    }

    private static Map<String, AttributeValue> booking(String id) {
        return key("booking", id);
    }

    private static Map<String, AttributeValue> key(String kind, String id) {
        return Map.of("pk", AttributeValue.fromS(kind + "#" + id), "sk",
                AttributeValue.fromS(kind));
    }

    private static Map<String, AttributeValue> with(Map<String, AttributeValue> key,
            Map<String, AttributeValue> more) {
        Map<String, AttributeValue> item = new HashMap<>(key);
        item.putAll(more);
        return item;
    }
}
