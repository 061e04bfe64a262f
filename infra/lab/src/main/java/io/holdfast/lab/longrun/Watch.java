package io.holdfast.lab.longrun;

import io.holdfast.lab.Items;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks a resource after each of its writes: never overbooked, and conserved, at every instant. */
final class Watch {
    private final Findings findings;
    private long writes;

    Watch(Findings findings) {
        this.findings = findings;
    }

    void written(Map<String, AttributeValue> resource) {
        writes++;
        long capacity = Items.number(resource, "capacity");
        long available = Items.number(resource, "available");
        long taken = Items.number(resource, "confirmed") + Items.held(resource);
        if (available < 0 || available + taken != capacity) {
            findings.violated(Items.text(resource, "pk") + " has " + available + " available and "
                    + taken + " taken of " + capacity);
        }
    }

    long writes() {
        return writes;
    }
}
