package io.holdfast.lab.explorer;

import io.holdfast.domain.Limits;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the invocations of one schedule meet, under ids of its own: resource {@code A} with 3 units,
 * of which booking {@code H} holds 2 for ten minutes, and resource {@code B} with 1 unit; or what else
 * its {@link Setting} says.
 */
final class World {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    /** By this clock the hold is alive. */
    static final Instant EARLY = START.plus(Duration.ofMinutes(9));
    /** By this clock it has expired. */
    static final Instant LATE = START.plus(Duration.ofMinutes(11));
    static final Instant END = START.plus(Duration.ofDays(8));
    static final List<String> RESOURCES = List.of("A", "B");

    private static final String TEMPLATE = "template";
    private static final Pattern TEMPLATE_ID = Pattern.compile(TEMPLATE + "[A-Z_]+");

    private static final ConcurrentMap<Setting, List<Map<String, AttributeValue>>> ITEMS = new ConcurrentHashMap<>();

    private final String prefix = Engine.fresh("w");
    private final Moments moments;

    /** What stands at the start. One unit of {@code A} is always available. */
    enum Setting {
        /** {@code H} holds 2 units and is alone in its slot. */
        ALONE("", 2, 0),
        /** Booking {@code G} of somebody else holds 2 units in the same slot. */
        STRANGER(" (stranger)", 2, 2),
        /** {@code H} holds 3 units and is alone in its slot. */
        THREE(" (three)", 3, 0),
        /** {@code H} holds 3 units, and {@code G} 1 in the same slot. */
        THREE_AND_STRANGER(" (three, stranger)", 3, 1),
        /** {@code H} holds 2 units and has as many failures as a booking keeps. */
        NO_ROOM(" (no room)", 2, 0);

        private final String suffix;
        private final long units;
        private final long others;

        Setting(String suffix, long units, long others) {
            this.suffix = suffix;
            this.units = units;
            this.others = others;
        }

        String suffix() {
            return suffix;
        }
    }

    /** A command of an invocation, by the clock of that invocation. */
    record Call(String name, String id, Instant clock, Asked asked,
            BiFunction<Functions, World, Reply> ask)
            implements
                Sent {
        Reply ask(DynamoDbClient client, Instant now, World world) {
            return ask.apply(Functions.on(client, now), world);
        }

        @Override
        public List<Call> calls() {
            return List.of(this);
        }

        @Override
        public List<Reply> send(DynamoDbClient client, World world) {
            return List.of(ask(client, clock, world));
        }
    }

    /** What one invocation is sent: a command by its route, or a batch of a queue. */
    interface Sent {
        String name();

        Instant clock();

        /** The commands in it. */
        List<Call> calls();

        /** Replies to those, in their order. */
        List<Reply> send(DynamoDbClient client, World world);
    }

    /**
     * A batch of a queue.
     *
     * @param messages the calls as JSON
     */
    record Batch(String name, Instant clock, List<Call> calls,
            List<Function<World, String>> messages)
            implements
                Sent {
        Batch {
            Instant now = clock;
            calls = calls.stream()
                    .map(call -> new Call(call.name(), call.id(), now, call.asked(),
                            call.ask()))
                    .toList();
        }

        @Override
        public List<Reply> send(DynamoDbClient client, World world) {
            return Functions.on(client, clock)
                    .batch(messages.stream().map(message -> message.apply(world)).toList());
        }
    }

    World(Setting setting) {
        List<Map<String, AttributeValue>> own = ITEMS.computeIfAbsent(setting, World::template)
                .stream()
                .map(item -> renamed(item, prefix)).toList();
        own.forEach(item -> Engine.embedded()
                .putItem(put -> put.tableName(Engine.TABLE).item(item)));
        moments = new Moments(own);
    }

    String id(String name) {
        return prefix + "-" + name;
    }

    Moments moments() {
        return moments;
    }

    /** Resource A by version, each one as it stood. */
    Map<Long, Map<String, AttributeValue>> images() {
        Map<Long, Map<String, AttributeValue>> images = new TreeMap<>();
        moments.images(pk("A")).forEach(
                image -> images.put(Items.number(image, "version"), image));
        return images;
    }

    /** The partition key of a resource or a booking. */
    String pk(String name) {
        return RESOURCES.contains(name) ? "resource#" + id(name) + "#0" : "booking#" + id(name);
    }

    Map<String, AttributeValue> resource(String name) {
        return Items.resource(id(name));
    }

    Map<String, AttributeValue> booking(String name) {
        return Items.booking(id(name));
    }

    private static List<Map<String, AttributeValue>> template(Setting setting) {
        Functions functions = Functions.on(Engine.embedded(), START);
        String name = TEMPLATE + setting.name();
        functions.define(name + "-A", setting.units + setting.others + 1);
        functions.define(name + "-B", 1);
        functions.hold(name + "-H", name + "-A", setting.units, "PT10M");
        if (setting == Setting.NO_ROOM) {
            IntStream.range(0, Limits.COMMANDS).forEach(
                    i -> functions.release(name + "-H", "too-much-" + i, 9));
        }
        List<Map<String, AttributeValue>> items = new ArrayList<>(List.of(
                Items.resource(name + "-A"), Items.resource(name + "-B"),
                Items.booking(name + "-H")));
        if (setting.others > 0) {
            functions.hold(name + "-G", name + "-A", setting.others, "PT10M");
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
