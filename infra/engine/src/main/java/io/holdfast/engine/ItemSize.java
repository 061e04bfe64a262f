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
    private static final char LAST_ASCII = 0x7f;

    private ItemSize() {}

    /** Bytes of the item, names included. */
    public static int bytes(Map<String, AttributeValue> item) {
        int bytes = 0;
        for (Map.Entry<String, AttributeValue> each : item.entrySet()) {
            bytes += utf8(each.getKey()) + bytes(each.getValue());
        }
        return bytes;
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
        boolean negative = digits.startsWith("-");
        int first = negative ? 1 : 0;
        int end = digits.length();
        while (first < end && digits.charAt(first) == '0') {
            first++;
        }
        while (end > first && digits.charAt(end - 1) == '0') {
            end--;
        }
        return Math.ceilDiv(end - first, 2) + 1 + (negative ? 1 : 0);
    }

    private static int utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_ASCII) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }
}
