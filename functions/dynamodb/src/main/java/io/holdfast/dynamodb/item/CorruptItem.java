package io.holdfast.dynamodb.item;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item that this code cannot have written: an edit by hand, or a bug. No decision uses it. The
 * message names the item and the attribute, never a value.
 */
public final class CorruptItem extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    CorruptItem(Map<String, AttributeValue> item, String problem, @Nullable Throwable cause) {
        super("item " + key(item) + ": " + problem, cause);
    }

    private static String key(Map<String, AttributeValue> item) {
        AttributeValue pk = item.get(Attribute.PK);
        return pk == null ? "without a key" : String.valueOf(pk.s());
    }
}
