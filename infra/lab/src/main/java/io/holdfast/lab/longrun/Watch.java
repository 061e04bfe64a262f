package io.holdfast.lab.longrun;

import io.holdfast.engine.service.Effect;
import io.holdfast.lab.Items;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Checks a resource after each of its writes: never overbooked, and conserved, at every instant. */
final class Watch implements Consumer<Effect> {
    private final DynamoDbClient table;
    private final Findings findings;
    private long writes;

    Watch(DynamoDbClient table, Findings findings) {
        this.table = table;
        this.findings = findings;
    }

    @Override
    public void accept(Effect effect) {
        if (effect instanceof Effect.Applied applied
                && applied.request() instanceof UpdateItemRequest update
                && text(update.key(), "sk").equals("resource")) {
            written(Items.read(table, text(update.key(), "pk"), "resource"));
        }
    }

    private void written(Map<String, AttributeValue> resource) {
        writes++;
        long capacity = Items.number(resource, "capacity");
        long available = Items.number(resource, "available");
        long taken = Items.number(resource, "confirmed") + Items.held(resource);
        if (available < 0 || available + taken != capacity) {
            findings.violated(Items.text(resource, "pk") + " has " + available + " available and "
                    + taken + " taken of " + capacity);
        }
    }

    private static String text(Map<String, AttributeValue> key, String name) {
        return Objects.requireNonNull(key.get(name)).s();
    }

    /** Writes of resources that were checked. */
    long writes() {
        return writes;
    }
}
