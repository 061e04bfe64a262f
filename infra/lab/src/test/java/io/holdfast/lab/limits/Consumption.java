package io.holdfast.lab.limits;

import io.holdfast.engine.Interception;
import io.holdfast.engine.ItemSize;
import io.holdfast.engine.expression.Insert;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Items;
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
 * The requests of an operation, and the units that the service charges for them by its documented
 * rules: a strongly consistent read pays for each 4 KB of an item, or for one if there is none; a
 * write for each KB of the item before or after, whichever is larger, also if it is refused.
 */
final class Consumption implements Interception {
    private static final int READ_UNIT_BYTES = 4 * 1024;

    private final List<String> requests = new ArrayList<>();
    private int readUnits;
    private int writeUnits;

    @Override
    public Object request(DynamoDbRequest request, Proceed proceed) throws Throwable {
        requests.add(request.getClass().getSimpleName().replace("Request", ""));
        switch (request) {
            case GetItemRequest get -> read(get.key());
            case BatchGetItemRequest batch -> Objects
                    .requireNonNull(batch.requestItems().get(Engine.TABLE)).keys()
                    .forEach(this::read);
            default -> {
                return write(request, keys(request), proceed);
            }
        }
        return proceed.with(request);
    }

    private static List<Map<String, AttributeValue>> keys(DynamoDbRequest request) {
        return switch (request) {
            case UpdateItemRequest update -> List.of(update.key());
            case PutItemRequest put -> List.of(put.item());
            case BatchExecuteStatementRequest batch -> batch.statements().stream()
                    .map(statement -> Insert.of(statement).item()).toList();
            default -> throw new IllegalArgumentException("not a request of ours: " + request);
        };
    }

    private void read(Map<String, AttributeValue> key) {
        readUnits += Math.max(1, Math.ceilDiv(ItemSize.bytes(item(key)), READ_UNIT_BYTES));
    }

    private Object write(DynamoDbRequest request, List<Map<String, AttributeValue>> keys,
            Proceed proceed) throws Throwable {
        List<Integer> before = keys.stream().map(Consumption::units).toList();
        try {
            return proceed.with(request);
        } finally {
            for (int i = 0; i < keys.size(); i++) {
                writeUnits += Math.max(before.get(i), units(keys.get(i)));
            }
        }
    }

    private static int units(Map<String, AttributeValue> key) {
        return Math.max(1, ItemSize.writeUnits(item(key)));
    }

    private static Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
        return Items.read(Engine.embedded(), Items.text(key, "pk"), Items.text(key, "sk"));
    }

    void forget() {
        requests.clear();
        readUnits = 0;
        writeUnits = 0;
    }

    /** As in the table of design section 4: requests, read units, write units. */
    String summary() {
        return requests.size() + "; " + readUnits + "; " + writeUnits;
    }

    List<String> requests() {
        return List.copyOf(requests);
    }
}
