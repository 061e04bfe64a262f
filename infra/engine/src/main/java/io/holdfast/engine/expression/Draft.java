package io.holdfast.engine.expression;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A copy of an item, or of a map in it, that one update changes. The original stays as it is. */
final class Draft {
    private final Map<String, AttributeValue> values;
    private final Map<String, Draft> opened = new HashMap<>();

    Draft(Map<String, AttributeValue> original) {
        this.values = new HashMap<>(original);
    }

    /** Puts the value there, or removes what is there if it is null. */
    void put(Path path, @Nullable AttributeValue value) {
        Draft draft = this;
        for (String step : path.steps().subList(0, path.steps().size() - 1)) {
            draft = draft.open(step);
        }
        String last = path.steps().getLast();
        if (value == null) {
            draft.values.remove(last);
        } else {
            draft.values.put(last, value);
        }
    }

    private Draft open(String step) {
        Draft known = opened.get(step);
        if (known != null) {
            return known;
        }
        AttributeValue map = values.get(step);
        if (map == null || !map.hasM()) {
            throw Invalid.because(
                    "The document path provided in the update expression is invalid for update");
        }
        Draft draft = new Draft(map.m());
        opened.put(step, draft);
        return draft;
    }

    /** The item as it is now; nothing is put after this. */
    Map<String, AttributeValue> finished() {
        opened.forEach(
                (step, map) -> values.put(step, AttributeValue.fromM(map.finished())));
        return values;
    }
}
