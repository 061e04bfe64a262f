package io.holdfast.engine;

import io.holdfast.engine.expression.Insert;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The items that a request touches. Two requests commute if neither writes what the other touches;
 * a request that never applies commutes with all.
 */
record Footprint(Set<String> items, boolean writes) {
    static final Footprint NONE = new Footprint(Set.of(), false);

    static Footprint of(DynamoDbRequest request) {
        return switch (request) {
            case GetItemRequest get -> new Footprint(Set.of(pk(get.key())), false);
            case BatchGetItemRequest batch -> new Footprint(pks(batch.requestItems().values()
                    .stream().flatMap(table -> table.keys().stream()).toList()), false);
            case PutItemRequest put -> new Footprint(Set.of(pk(put.item())), true);
            case UpdateItemRequest update -> new Footprint(Set.of(pk(update.key())), true);
            case BatchExecuteStatementRequest batch -> new Footprint(pks(batch.statements()
                    .stream().map(statement -> Insert.of(statement).item()).toList()), true);
            default -> throw new IllegalArgumentException("not a request of ours: " + request);
        };
    }

    boolean commutesWith(Footprint other) {
        return (!writes && !other.writes)
                || items.stream().noneMatch(other.items::contains);
    }

    private static Set<String> pks(Collection<Map<String, AttributeValue>> keys) {
        return new HashSet<>(List.copyOf(keys).stream().map(Footprint::pk).toList());
    }

    private static String pk(Map<String, AttributeValue> key) {
        return Objects.requireNonNull(key.get("pk")).s();
    }
}
