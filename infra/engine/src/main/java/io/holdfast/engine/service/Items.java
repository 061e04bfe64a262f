package io.holdfast.engine.service;

import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.engine.time.VirtualTime;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** The items, and whoever watches what happens to them. */
final class Items {
    private static final String PK = "pk";
    private static final String SK = "sk";

    private final VirtualTime time;
    private final MemoryDynamoDb table = new MemoryDynamoDb();
    private Consumer<Effect> watcher = effect -> {};

    Items(VirtualTime time) {
        this.time = time;
    }

    /** The key of an item. */
    record Key(String pk, String sk) {
        /** Of a key, or of a whole item. */
        static Key of(Map<String, AttributeValue> attributes) {
            return new Key(Objects.requireNonNull(attributes.get(PK)).s(),
                    Objects.requireNonNull(attributes.get(SK)).s());
        }

        Map<String, AttributeValue> attributes() {
            return Map.of(PK, AttributeValue.fromS(pk), SK, AttributeValue.fromS(sk));
        }
    }

    MemoryDynamoDb table() {
        return table;
    }

    void watch(Consumer<Effect> by) {
        watcher = by;
    }

    /** The item, without attributes if there is none. */
    Map<String, AttributeValue> item(Key key) {
        return table.getItem(GetItemRequest.builder().key(key.attributes()).build()).item();
    }

    void applied(DynamoDbRequest request, DynamoDbResponse response) {
        watcher.accept(new Effect.Applied(time.nanos(), request, response));
    }

    void refused(DynamoDbRequest request, DynamoDbException refusal) {
        watcher.accept(new Effect.Refused(time.nanos(), request, refusal));
    }
}
