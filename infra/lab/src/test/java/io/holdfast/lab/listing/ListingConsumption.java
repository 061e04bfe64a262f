package io.holdfast.lab.listing;

import io.holdfast.engine.Interception;
import io.holdfast.engine.ItemSize;
import io.holdfast.lab.Engine;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * The write units that the service charges for the listing by its documented rules: of the table
 * for each KB of the entry before or after, whichever is larger, also if the write is refused; of
 * the index for each entry that is put into it, changed in it or removed from it, and for both
 * where its key changes.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes">
 *      Write capacity units of a global secondary index</a>
 */
final class ListingConsumption implements Interception {
    private int table;
    private int index;

    @Override
    public Object request(DynamoDbRequest request, Proceed proceed) throws Throwable {
        if (!(request instanceof PutItemRequest put) || !put.tableName().equals(Engine.LISTING)) {
            return proceed.with(request);
        }
        Map<String, AttributeValue> before = item(put);
        try {
            return proceed.with(request);
        } finally {
            Map<String, AttributeValue> after = item(put);
            table += Math.max(1, Math.max(ItemSize.writeUnits(before), ItemSize.writeUnits(after)));
            index += ofIndex(before, after);
        }
    }

    private static int ofIndex(Map<String, AttributeValue> before,
            Map<String, AttributeValue> after) {
        boolean was = before.containsKey("slot");
        boolean is = after.containsKey("slot");
        if (was && is && Objects.equals(before.get("slot"), after.get("slot"))) {
            return before.equals(after)
                    ? 0
                    : Math.max(ItemSize.writeUnits(before), ItemSize.writeUnits(after));
        }
        return (was ? ItemSize.writeUnits(before) : 0) + (is ? ItemSize.writeUnits(after) : 0);
    }

    private static Map<String, AttributeValue> item(PutItemRequest put) {
        return Engine.embedded().getItem(get -> get.tableName(Engine.LISTING)
                .key(Map.of("pk", Objects.requireNonNull(put.item().get("pk")), "sk",
                        Objects.requireNonNull(put.item().get("sk")))))
                .item();
    }

    /** The units since the last call: of the table, and of its index. */
    String spent() {
        String spent = table + " + " + index;
        table = 0;
        index = 0;
        return spent;
    }
}
