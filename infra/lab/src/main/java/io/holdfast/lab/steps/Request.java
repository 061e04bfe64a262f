package io.holdfast.lab.steps;

import io.holdfast.engine.expression.Insert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A request that an invocation wants to send. A batch is consistent for each item only, so each of
 * its items is a part that is carried out at a step of its own.
 */
public record Request(DynamoDbRequest sdk, List<Part> parts) {
    public static Request of(DynamoDbRequest request, String label, Store store) {
        return switch (request) {
            case GetItemRequest get ->
                new Request(get, List.of(store.part(get.key(), get, false, label)));
            case PutItemRequest put ->
                new Request(put, List.of(store.part(put.item(), put, true, label)));
            case UpdateItemRequest update ->
                new Request(update, List.of(store.part(update.key(), update, true, label)));
            case BatchGetItemRequest batch -> new Request(batch, reads(batch, label, store));
            case BatchExecuteStatementRequest batch ->
                new Request(batch, inserts(batch, label, store));
            default -> throw new IllegalArgumentException("not a request of ours: " + request);
        };
    }

    public boolean writes() {
        return parts.getFirst().write();
    }

    public boolean isBatch() {
        return sdk instanceof BatchGetItemRequest || sdk instanceof BatchExecuteStatementRequest;
    }

    private static List<Part> reads(BatchGetItemRequest batch, String label, Store store) {
        List<Part> parts = new ArrayList<>();
        batch.requestItems().forEach((table, asked) -> asked.keys().forEach(key -> parts.add(
                store.part(key, GetItemRequest.builder().tableName(table).key(key).build(), false,
                        label))));
        parts.sort((one, other) -> one.name().compareTo(other.name()));
        return parts;
    }

    private static List<Part> inserts(BatchExecuteStatementRequest batch, String label,
            Store store) {
        List<Part> parts = new ArrayList<>();
        batch.statements().forEach(statement -> {
            Map<String, AttributeValue> item = Insert.of(statement).item();
            parts.add(store.part(item, BatchExecuteStatementRequest.builder()
                    .statements(statement).build(), true, label));
        });
        return parts;
    }

    /** What the request wants to write, for people. */
    String name() {
        return Objects.requireNonNull(sdk.getClass().getSimpleName()).replace("Request", "");
    }
}
