package io.holdfast.lab.steps;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.Image;
import io.holdfast.dynamodb.item.CorruptItem;
import io.holdfast.dynamodb.item.ItemImages;
import io.holdfast.engine.expression.Insert;
import io.holdfast.lab.Engine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The table of a search. Every state that an item can have is a value with a number, so that a
 * state of the table is a few numbers, and the engine carries out each write to each of them once.
 */
public final class Store {
    /** The number of an item that does not exist. */
    public static final int ABSENT = 0;

    private final Supplier<DynamoDbClient> engine;
    private final List<Id> keys = new ArrayList<>();
    private final Map<String, Integer> numbersOfKeys = new HashMap<>();
    private final Map<Id, Integer> numbersOfIds = new HashMap<>();
    private final List<Map<String, AttributeValue>> items = new ArrayList<>(List.of(Map.of()));
    private final Map<Map<String, AttributeValue>, Integer> numbersOfItems = new HashMap<>();
    private final List<Image> images = new ArrayList<>(List.of(Image.NONE));
    private final Map<Long, Applied> applied = new HashMap<>();
    private final Map<Integer, String> corrupt = new HashMap<>();
    private int parts;

    /** @param engine a table of its own for each write */
    public Store(Supplier<DynamoDbClient> engine) {
        this.engine = engine;
    }

    /**
     * What a write does to an item.
     *
     * @param answer of the store, or the exception of its refusal
     */
    public record Applied(Object answer, boolean refused, int after) {}

    /** Writes carried out by the engine. */
    public int writes() {
        return applied.size();
    }

    Part part(Map<String, AttributeValue> key, DynamoDbRequest request, boolean write,
            String label) {
        int number = key(key);
        return new Part(parts++, number, keys.get(number).value(), request, write, label);
    }

    public int key(Map<String, AttributeValue> key) {
        String pk = Objects.requireNonNull(key.get("pk")).s();
        return numbersOfKeys.computeIfAbsent(pk, each -> {
            keys.add(id(pk));
            numbersOfIds.put(id(pk), keys.size() - 1);
            return keys.size() - 1;
        });
    }

    private static Id id(String pk) {
        String name = pk.substring(pk.indexOf('#') + 1);
        return switch (pk.substring(0, pk.indexOf('#'))) {
            case "resource" -> new ResourceId(name);
            case "booking" -> new BookingId(name);
            default -> new CommandId(name);
        };
    }

    public Id id(int key) {
        return keys.get(key);
    }

    public int keys() {
        return keys.size();
    }

    /** An item of a state, as the domain reads it. */
    public Image image(State state, Id id) {
        Integer key = numbersOfIds.get(id);
        return key == null ? Image.NONE : image(state.item(key));
    }

    /** The number of an item's state. */
    public int number(Map<String, AttributeValue> item) {
        if (item.isEmpty()) {
            return ABSENT;
        }
        Integer known = numbersOfItems.get(item);
        if (known != null) {
            return known;
        }
        images.add(read(item));
        items.add(item);
        numbersOfItems.put(item, items.size() - 1);
        return items.size() - 1;
    }

    // Reading it rejects an item that is not conserved.
    private Image read(Map<String, AttributeValue> item) {
        try {
            return new ItemImages().add(id(key(item)), Optional.of(item)).image();
        } catch (CorruptItem e) {
            corrupt.put(items.size(), String.valueOf(e.getMessage()));
            return Image.NONE;
        }
    }

    /** Why the item cannot be read, if it cannot. */
    public Optional<String> corrupt(int number) {
        return Optional.ofNullable(corrupt.get(number));
    }

    /** The item as the table holds it; empty if it does not exist. */
    public Map<String, AttributeValue> item(int number) {
        return items.get(number);
    }

    /** The item as the domain reads it; of an item that does not exist, nothing. */
    public Image image(int number) {
        return images.get(number);
    }

    public Applied apply(Part part, int before) {
        long pair = ((long) part.number() << Integer.SIZE) | before;
        Applied known = applied.get(pair);
        if (known == null) {
            known = carryOut(part.request(), before);
            applied.put(pair, known);
        }
        return known;
    }

    private Applied carryOut(DynamoDbRequest request, int before) {
        DynamoDbClient client = engine.get();
        if (before != ABSENT) {
            client.putItem(put -> put.tableName(Engine.TABLE).item(items.get(before)));
        }
        Object answer = send(request, client);
        boolean refused = answer instanceof SdkException
                || (answer instanceof BatchExecuteStatementResponse batch
                        && batch.responses().getFirst().error() != null);
        return new Applied(answer, refused,
                refused
                        ? before
                        : number(client.getItem(get -> get.tableName(Engine.TABLE)
                                .key(key(request))).item()));
    }

    private static Object send(DynamoDbRequest request, DynamoDbClient client) {
        try {
            return switch (request) {
                case PutItemRequest put -> client.putItem(put);
                case UpdateItemRequest update -> client.updateItem(update);
                case BatchExecuteStatementRequest batch -> client.batchExecuteStatement(batch);
                default -> throw new IllegalArgumentException("not a write: " + request);
            };
        } catch (SdkException e) {
            return e;
        }
    }

    private static Map<String, AttributeValue> key(DynamoDbRequest request) {
        Map<String, AttributeValue> item = switch (request) {
            case PutItemRequest put -> put.item();
            case UpdateItemRequest update -> update.key();
            case BatchExecuteStatementRequest batch ->
                Insert.of(batch.statements().getFirst()).item();
            default -> throw new IllegalArgumentException("not a write: " + request);
        };
        return Map.of("pk", value(item.get("pk")), "sk", value(item.get("sk")));
    }

    private static AttributeValue value(@Nullable AttributeValue value) {
        return Objects.requireNonNull(value);
    }
}
