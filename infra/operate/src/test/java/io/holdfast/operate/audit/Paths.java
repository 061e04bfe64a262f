package io.holdfast.operate.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads and edits what lies deep in an item: names of attributes, and numbers of list entries. */
final class Paths {
    private Paths() {}

    static @Nullable AttributeValue get(Map<String, AttributeValue> item, Object... path) {
        AttributeValue value = AttributeValue.fromM(item);
        for (Object step : path) {
            if (value == null) {
                return null;
            }
            value = step instanceof Integer index
                    ? index < value.l().size() ? value.l().get(index) : null
                    : value.m().get(step);
        }
        return value;
    }

    static long number(Map<String, AttributeValue> item, Object... path) {
        AttributeValue value = get(item, path);
        return value == null || value.n() == null ? 0 : Long.parseLong(value.n());
    }

    static String text(Map<String, AttributeValue> item, Object... path) {
        AttributeValue value = get(item, path);
        return value == null || value.s() == null ? "" : value.s();
    }

    static Map<String, AttributeValue> map(Map<String, AttributeValue> item, Object... path) {
        AttributeValue value = get(item, path);
        return value == null || !value.hasM() ? Map.of() : value.m();
    }

    static int size(Map<String, AttributeValue> item, Object... path) {
        AttributeValue value = get(item, path);
        return value == null || !value.hasL() ? 0 : value.l().size();
    }

    /** The item with another value there; {@code null} removes it. */
    static Map<String, AttributeValue> with(Map<String, AttributeValue> item,
            @Nullable AttributeValue value, Object... path) {
        return with(AttributeValue.fromM(item), value, List.of(path)).m();
    }

    private static AttributeValue with(@Nullable AttributeValue in,
            @Nullable AttributeValue value, List<Object> path) {
        Object step = path.getFirst();
        List<Object> rest = path.subList(1, path.size());
        if (step instanceof Integer index) {
            List<AttributeValue> list = new ArrayList<>(in == null ? List.of() : in.l());
            if (rest.isEmpty() && value == null) {
                list.remove((int) index);
            } else {
                list.set(index, rest.isEmpty() ? value : with(list.get(index), value, rest));
            }
            return AttributeValue.fromL(list);
        }
        Map<String, AttributeValue> map = new HashMap<>(in == null ? Map.of() : in.m());
        String name = String.valueOf(step);
        if (rest.isEmpty() && value == null) {
            map.remove(name);
        } else {
            map.put(name, rest.isEmpty() ? value : with(map.get(name), value, rest));
        }
        return AttributeValue.fromM(map);
    }
}
