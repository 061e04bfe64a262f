package io.holdfast.engine.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a value is in an item: an attribute, or an entry of a map in it.
 *
 * @param steps the names from the attribute inwards, without placeholders
 */
record Path(List<String> steps) {
    /** The form of a path in an expression. */
    static final String FORM = "#?\\w+(?:\\.#?\\w+){0,2}";

    /** What is there; a missing step means that nothing is. */
    @Nullable
    AttributeValue in(Map<String, AttributeValue> item) {
        AttributeValue value = item.get(steps.getFirst());
        for (int i = 1; i < steps.size(); i++) {
            if (value == null || !value.hasM()) {
                return null;
            }
            value = value.m().get(steps.get(i));
        }
        return value;
    }

    /** Whether one of the two contains the other. */
    boolean overlaps(Path other) {
        for (int i = 0; i < Math.min(steps.size(), other.steps.size()); i++) {
            if (!steps.get(i).equals(other.steps.get(i))) {
                return false;
            }
        }
        return true;
    }
}
