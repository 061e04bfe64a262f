package io.holdfast.lambda.json;

import io.holdfast.domain.InvalidInput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, read strictly: every error names the field.
 *
 * @param taken names of fields that were read before and are no longer in {@code values}
 */
public record JsonFields(Map<String, Object> values, List<String> taken) {
    /** No fields. */
    static final JsonFields NONE = new JsonFields(Map.of());

    JsonFields(Map<String, Object> values) {
        this(values, List.of());
    }

    public static JsonFields ofBody(ByteBuffer body) {
        return new JsonFields(Json.object(body)
                .orElseThrow(() -> new InvalidInput("body", "is required")));
    }

    /** The fields of a body; none if it is empty or {@code null}. */
    public static JsonFields ofOptionalBody(ByteBuffer body) {
        return Json.object(body).map(JsonFields::new).orElse(NONE);
    }

    /** The other fields, once these have been read. */
    JsonFields without(String... names) {
        Map<String, Object> rest = new LinkedHashMap<>(values);
        List<String> all = new ArrayList<>(taken);
        for (String name : names) {
            rest.remove(name);
            all.add(name);
        }
        return new JsonFields(rest, all);
    }

    /** The fields without this one, if it is {@code null}. */
    JsonFields withoutNull(String name) {
        if (has(name)) {
            return this;
        }
        Map<String, Object> rest = new LinkedHashMap<>(values);
        rest.remove(name);
        return new JsonFields(rest, taken);
    }

    boolean has(String name) {
        return value(name) != null;
    }

    // A field that is null is absent; but allowOnly still rejects it if it is unknown.
    private @Nullable Object value(String name) {
        Object value = values.get(name);
        return Json.NULL.equals(value) ? null : value;
    }

    /** Rejects every field but these. */
    public void allowOnly(String... names) {
        List<String> known = new ArrayList<>(taken);
        known.addAll(List.of(names));
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new InvalidInput(name,
                        known.isEmpty()
                                ? "is unknown here; the body has no fields"
                                : "is unknown here; known are " + String.join(", ", known));
            }
        }
    }

    long number(String name) {
        return optionalNumber(name).orElseThrow(() -> new InvalidInput(name, "is required"));
    }

    OptionalLong optionalNumber(String name) {
        Object value = value(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value instanceof Long number) {
            return OptionalLong.of(number);
        }
        throw new InvalidInput(name, "must be a whole number");
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> new InvalidInput(name, "is required"));
    }

    Optional<String> optionalText(String name) {
        return Optional.ofNullable(as(name, String.class, "a string"));
    }

    boolean flag(String name) {
        Boolean value = as(name, Boolean.class, "true or false");
        return value != null && value;
    }

    <E extends Enum<E>> Optional<E> constant(String name, Set<E> allowed) {
        return optionalText(name).map(text -> allowed.stream()
                .filter(each -> each.name().equals(text)).findFirst()
                .orElseThrow(() -> new InvalidInput(name, "must be one of " + allowed)));
    }

    List<JsonFields> objects(String name) {
        List<?> array = as(name, List.class, "an array of objects");
        if (array == null) {
            throw new InvalidInput(name, "is required");
        }
        List<JsonFields> objects = new ArrayList<>();
        for (Object each : array) {
            if (!(each instanceof Map<?, ?> map)) {
                throw new InvalidInput(name + "[" + objects.size() + "]", "must be an object");
            }
            objects.add(new JsonFields(copy(map)));
        }
        return objects;
    }

    private <T> @Nullable T as(String name, Class<T> type, String description) {
        Object value = value(name);
        if (value != null && !type.isInstance(value)) {
            throw new InvalidInput(name, "must be " + description);
        }
        return type.cast(value);
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put((String) key, value));
        return copy;
    }
}
