package io.holdfast.lab.race;

import io.holdfast.domain.Limits;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items with which a schedule starts. One unit of {@code A} is always available. */
public enum InitialState {
    /** {@code H} holds 2 units and is alone in its slot. */
    ALONE("", 2, 0),
    /** Booking {@code G}, which nothing races for, holds 2 units in the same slot. */
    STRANGER(" (stranger)", 2, 2),
    /** {@code H} holds 3 units and is alone in its slot. */
    THREE(" (three)", 3, 0),
    /** {@code H} holds 3 units, and {@code G} 1 in the same slot. */
    THREE_AND_STRANGER(" (three, stranger)", 3, 1),
    /** {@code H} holds 2 units and has as many failures as a booking keeps. */
    NO_ROOM(" (no room)", 2, 0);

    private static final String TEMPLATE = "template";
    private static final Pattern TEMPLATE_ID = Pattern.compile(TEMPLATE + "[A-Z_]+");
    /** Made once for each state, under ids of a template. */
    private static final ConcurrentMap<InitialState, List<Map<String, AttributeValue>>> ITEMS = new ConcurrentHashMap<>();

    private final String suffix;
    private final long units;
    private final long others;

    InitialState(String suffix, long units, long others) {
        this.suffix = suffix;
        this.units = units;
        this.others = others;
    }

    /** What a scenario's name ends with. */
    public String suffix() {
        return suffix;
    }

    /** The items, under ids that start with the prefix. */
    public List<Map<String, AttributeValue>> items(String prefix) {
        return ITEMS.computeIfAbsent(this, InitialState::template).stream()
                .map(item -> renamed(item, prefix)).toList();
    }

    private List<Map<String, AttributeValue>> template() {
        Functions functions = Functions.on(Engine.embedded(), World.START);
        String name = TEMPLATE + name();
        functions.define(name + "-A", units + others + 1);
        functions.define(name + "-B", 1);
        functions.hold(name + "-H", name + "-A", units, "PT10M");
        if (this == NO_ROOM) {
            IntStream.range(0, Limits.COMMANDS).forEach(
                    i -> functions.release(name + "-H", "too-much-" + i, 9));
        }
        List<Map<String, AttributeValue>> items = new ArrayList<>(List.of(
                Items.resource(name + "-A"), Items.resource(name + "-B"),
                Items.booking(name + "-H")));
        if (others > 0) {
            functions.hold(name + "-G", name + "-A", others, "PT10M");
            items.set(0, Items.resource(name + "-A"));
            items.add(Items.booking(name + "-G"));
        }
        return items;
    }

    private static Map<String, AttributeValue> renamed(Map<String, AttributeValue> item,
            String prefix) {
        Map<String, AttributeValue> renamed = new HashMap<>();
        item.forEach((name, value) -> renamed.put(name, renamed(value, prefix)));
        return renamed;
    }

    private static AttributeValue renamed(AttributeValue value, String prefix) {
        return switch (value.type()) {
            case S -> AttributeValue.fromS(TEMPLATE_ID.matcher(value.s()).replaceAll(prefix));
            case M -> AttributeValue.fromM(renamed(value.m(), prefix));
            case L -> AttributeValue.fromL(value.l().stream().map(each -> renamed(each, prefix))
                    .collect(Collectors.toList()));
            default -> value;
        };
    }
}
