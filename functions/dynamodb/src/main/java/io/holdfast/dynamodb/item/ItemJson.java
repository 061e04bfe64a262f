package io.holdfast.dynamodb.item;

import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item in DynamoDB's JSON: every value beside the name of its type. */
public final class ItemJson {
    private ItemJson() {}

    /**
     * Writes an item.
     *
     * @param item whose texts need no escaping, such as ids and names of constants
     */
    public static String write(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .map(each -> "\"" + each.getKey() + "\":" + value(each.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(AttributeValue value) {
        return switch (value.type()) {
            case S -> "{\"S\":\"" + value.s() + "\"}";
            case N -> "{\"N\":\"" + value.n() + "\"}";
            case M -> "{\"M\":" + write(value.m()) + "}";
            case L -> "{\"L\":" + value.l().stream().map(ItemJson::value)
                    .collect(Collectors.joining(",", "[", "]")) + "}";
            default -> throw new IllegalArgumentException(
                    "the table has no such type: " + value.type());
        };
    }
}
