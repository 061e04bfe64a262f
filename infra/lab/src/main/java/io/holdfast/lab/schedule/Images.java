package io.holdfast.lab.schedule;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.lab.steps.State;
import io.holdfast.lab.steps.Store;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of a recording as JSON. Of a map with many entries those that no step changes are
 * counted only: a booking with a hundred failures would hide what happens to it.
 */
final class Images {
    /** Entries of a map up to which all are shown. */
    private static final int MOST_ENTRIES = 12;
    private static final String OTHERS = "…";

    private final Store store;
    private final Map<String, Set<String>> unchanged = new HashMap<>();

    /** @param states all of the recording */
    Images(Store store, List<State> states) {
        this.store = store;
        for (int key = 0; key < store.keys(); key++) {
            int number = key;
            states.stream().map(state -> store.item(state.item(number)))
                    .filter(item -> !item.isEmpty()).distinct()
                    .forEach(item -> collect(name(store.id(number)), item, states, number));
        }
    }

    private void collect(String name, Map<String, AttributeValue> item, List<State> states,
            int key) {
        item.forEach((attribute, value) -> {
            if (value.hasM() && value.m().size() > MOST_ENTRIES) {
                Set<String> same = new HashSet<>(value.m().keySet());
                same.removeIf(entry -> states.stream()
                        .map(state -> store.item(state.item(key)).get(attribute))
                        .anyMatch(map -> map == null
                                || !Objects.equals(value.m().get(entry), map.m().get(entry))));
                unchanged.put(name + "/" + attribute, same);
            }
        });
    }

    /** An item's key in the JSON: its partition key. */
    static String name(Id id) {
        return switch (id) {
            case ResourceId resource -> "resource#" + resource.value();
            case BookingId booking -> "booking#" + booking.value();
            case CommandId command -> "command#" + command.value();
        };
    }

    /** The item that a state has under that key, without its keys; null if there is none. */
    void put(ObjectNode into, State state, int key) {
        String name = name(store.id(key));
        Map<String, AttributeValue> item = store.item(state.item(key));
        if (item.isEmpty()) {
            into.putNull(name);
            return;
        }
        ObjectNode json = Values.json(item);
        json.remove(List.of("pk", "sk"));
        item.keySet().forEach(attribute -> {
            Set<String> same = unchanged.getOrDefault(name + "/" + attribute, Set.of());
            if (!same.isEmpty() && json.get(attribute) instanceof ObjectNode map) {
                map.remove(same);
                map.put(OTHERS, same.size() + " more, which no step changes");
            }
        });
        into.set(name, json);
    }

    /** The items that differ between two states, or those that exist if there is no other. */
    ObjectNode changed(State before, State after) {
        ObjectNode items = JsonNodeFactory.instance.objectNode();
        for (int key = 0; key < store.keys(); key++) {
            if (before.item(key) != after.item(key)) {
                put(items, after, key);
            }
        }
        return items;
    }
}
