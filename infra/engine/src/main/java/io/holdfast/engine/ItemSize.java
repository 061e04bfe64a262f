package io.holdfast.engine;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of an item by the service's documented rules, because the local engine's figures for
 * transactions are wrong. Covers the types that Holdfast's table uses.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">
 *      DynamoDB item sizes and formats</a>
 */
public final class ItemSize {
    /** Bytes that one write unit pays for. */
    public static final int WRITE_UNIT_BYTES = 1024;
    private static final int CONTAINER_BYTES = 3;

    private ItemSize() {}

    /** Bytes of the item, names included. */
    public static int bytes(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(each -> utf8(each.getKey()) + bytes(each.getValue()))
                .sum();
    }

    /** Write units of a plain write of the item; inside a transaction it costs twice that. */
    public static int writeUnits(Map<String, AttributeValue> item) {
        return Math.ceilDiv(bytes(item), WRITE_UNIT_BYTES);
    }

    private static int bytes(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> number(value.n());
            case BOOL -> 1;
            case M -> CONTAINER_BYTES + value.m().size() + bytes(value.m());
            case L -> CONTAINER_BYTES + value.l().size()
                    + value.l().stream().mapToInt(ItemSize::bytes).sum();
            default -> throw new IllegalArgumentException("the table has no " + value.type());
        };
    }

    // One byte for two significant digits and one more; a sign takes another.
    private static int number(String digits) {
        String significant = digits.replaceFirst("^-?0*", "").replaceFirst("0+$", "");
        return Math.ceilDiv(significant.length(), 2) + 1 + (digits.startsWith("-") ? 1 : 0);
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
