package io.holdfast.engine.expression;

import java.util.HashMap;
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
        for (String step : steps.subList(1, steps.size())) {
            if (value == null || !value.hasM()) {
                return null;
            }
            value = value.m().get(step);
        }
        return value;
    }

    /** The item with the value there, or without any if it is null. */
    Map<String, AttributeValue> put(@Nullable AttributeValue value,
            Map<String, AttributeValue> item) {
        Map<String, AttributeValue> after = new HashMap<>(item);
        String first = steps.getFirst();
        if (steps.size() > 1) {
            AttributeValue map = item.get(first);
            if (map == null || !map.hasM()) {
                throw Invalid.because(
                        "The document path provided in the update expression is invalid for update");
            }
            after.put(first, AttributeValue.fromM(
                    new Path(steps.subList(1, steps.size())).put(value, map.m())));
        } else if (value == null) {
            after.remove(first);
        } else {
            after.put(first, value);
        }
        return after;
    }

    /** Whether one of the two contains the other. */
    boolean overlaps(Path other) {
        int common = Math.min(steps.size(), other.steps.size());
        return steps.subList(0, common).equals(other.steps.subList(0, common));
    }
}
