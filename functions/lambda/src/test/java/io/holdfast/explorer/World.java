package io.holdfast.explorer;

import io.holdfast.engine.Interception;
import io.holdfast.lambda.Engine;
import io.holdfast.lambda.Functions;
import io.holdfast.lambda.Items;
import io.holdfast.lambda.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * What the invocations of one schedule meet, under ids of its own: resource {@code A} with 3 units,
 * of which booking {@code H} holds 2 for ten minutes, and resource {@code B} with 1 unit.
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
    private static final List<Map<String, AttributeValue>> ITEMS = template();

    private final String prefix = Engine.fresh("w");
    private final Map<Long, Map<String, AttributeValue>> images = new TreeMap<>();

    /** A command of an invocation, by the clock of that invocation. */
    record Call(String name, String id, Instant clock, BiFunction<Functions, World, Reply> ask)
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
                    .map(call -> new Call(call.name(), call.id(), now, call.ask())).toList();
        }

        @Override
        public List<Reply> send(DynamoDbClient client, World world) {
            return Functions.on(client, clock)
                    .batch(messages.stream().map(message -> message.apply(world)).toList());
        }
    }

    World() {
        for (Map<String, AttributeValue> item : ITEMS) {
            Map<String, AttributeValue> own = renamed(item, prefix);
            Engine.embedded().putItem(put -> put.tableName(Engine.TABLE).item(own));
        }
        remember();
    }

    String id(String name) {
        return prefix + "-" + name;
    }

    /** The client, seen so that every image of resource A is remembered. */
    DynamoDbClient watched(DynamoDbClient client) {
        Interception watch = (request, proceed) -> {
            Object answer = proceed.with(request);
            if (request instanceof TransactWriteItemsRequest) {
                remember();
            }
            return answer;
        };
        return watch.around(client);
    }

    private synchronized void remember() {
        Map<String, AttributeValue> image = resource("A");
        images.put(Items.number(image, "version"), image);
    }

    /** Resource A by version, each one as it stood. */
    Map<Long, Map<String, AttributeValue>> images() {
        return images;
    }

    Map<String, AttributeValue> resource(String name) {
        return Items.resource(id(name));
    }

    Map<String, AttributeValue> booking(String name) {
        return Items.booking(id(name));
    }

    private static List<Map<String, AttributeValue>> template() {
        Functions functions = Functions.on(Engine.embedded(), START);
        functions.define(TEMPLATE + "-A", 3);
        functions.define(TEMPLATE + "-B", 1);
        functions.hold(TEMPLATE + "-H", TEMPLATE + "-A", 2, "PT10M");
        return List.of(Items.resource(TEMPLATE + "-A"), Items.resource(TEMPLATE + "-B"),
                Items.booking(TEMPLATE + "-H"));
    }

    private static Map<String, AttributeValue> renamed(Map<String, AttributeValue> item,
            String prefix) {
        Map<String, AttributeValue> renamed = new HashMap<>();
        item.forEach((name, value) -> renamed.put(name, renamed(value, prefix)));
        return renamed;
    }

    private static AttributeValue renamed(AttributeValue value, String prefix) {
        return switch (value.type()) {
            case S -> AttributeValue.fromS(value.s().replace(TEMPLATE, prefix));
            case M -> AttributeValue.fromM(renamed(value.m(), prefix));
            case L -> AttributeValue.fromL(value.l().stream().map(each -> renamed(each, prefix))
                    .collect(Collectors.toList()));
            default -> value;
        };
    }
}
