package io.holdfast.explorer;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Numbers out of items as they lie in the table, read without the code under test. */
final class Items {
    private Items() {}

    static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(Objects.requireNonNull(item.get(name), name).n());
    }

    static String text(Map<String, AttributeValue> item, String name) {
        return item.containsKey(name) ? Objects.requireNonNull(item.get(name)).s() : "";
    }

    /** Units held by slot. */
    static long held(Map<String, AttributeValue> resource) {
        return expiring(resource).values().stream().mapToLong(units -> Long.parseLong(units.n()))
                .sum();
    }

    static Map<String, AttributeValue> expiring(Map<String, AttributeValue> resource) {
        return Objects.requireNonNull(resource.get("expiring")).m();
    }

    /** Units of a booking that were not released, on one resource. */
    static long remaining(Map<String, AttributeValue> booking, String resourceId) {
        List<AttributeValue> lines = Objects.requireNonNull(booking.get("lines")).l();
        List<AttributeValue> remaining = Objects.requireNonNull(booking.get("remaining")).l();
        long units = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (text(lines.get(i).m(), "resource").equals(resourceId)) {
                units += Long.parseLong(remaining.get(i).n());
            }
        }
        return units;
    }
}
