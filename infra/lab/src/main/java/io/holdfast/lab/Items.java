package io.holdfast.lab;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as the table holds them, read without the code under test. */
public final class Items {
    private Items() {}

    /** The item of a resource, on the embedded engine; empty if there is none. */
    public static Map<String, AttributeValue> resource(String id) {
        return read(Engine.embedded(), "resource#" + id, "resource");
    }

    /** The item of a booking, on the embedded engine; empty if there is none. */
    public static Map<String, AttributeValue> booking(String id) {
        return read(Engine.embedded(), "booking#" + id, "booking");
    }

    public static Map<String, AttributeValue> read(DynamoDbClient client, String pk, String sk) {
        return client.getItem(get -> get.tableName(Engine.TABLE).key(key(pk, sk))).item();
    }

    public static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
    }

    public static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(Objects.requireNonNull(item.get(name), name).n());
    }

    public static String text(Map<String, AttributeValue> item, String name) {
        return item.containsKey(name) ? Objects.requireNonNull(item.get(name)).s() : "";
    }

    /** Units held by slot. */
    public static long held(Map<String, AttributeValue> resource) {
        return expiring(resource).values().stream().mapToLong(units -> Long.parseLong(units.n()))
                .sum();
    }

    public static Map<String, AttributeValue> expiring(Map<String, AttributeValue> resource) {
        return Objects.requireNonNull(resource.get("expiring")).m();
    }

    /** The verdicts of confirms and releases that a booking keeps, by command id. */
    public static Map<String, AttributeValue> commands(Map<String, AttributeValue> booking) {
        return Objects.requireNonNull(booking.get("commands")).m();
    }

    /** How many of those are failures. */
    public static long failures(Map<String, AttributeValue> booking) {
        return commands(booking).values().stream()
                .filter(entry -> text(entry.m(), "outcome").equals("FAILED")).count();
    }

    /** Units of a booking that were not released, on one resource. */
    public static long remaining(Map<String, AttributeValue> booking, String resourceId) {
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
