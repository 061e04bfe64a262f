package io.holdfast.lab.race;

import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.lab.Audit;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Items;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of one schedule, under ids of its own: resource {@code A} with 3 units, of which
 * booking {@code H} holds 2 for ten minutes, and resource {@code B} with 1 unit; or other items, as
 * its {@link InitialState} says.
 */
public final class World {
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    /** By this clock the hold is alive. */
    public static final Instant EARLY = START.plus(Duration.ofMinutes(9));
    /** By this clock it has expired. */
    public static final Instant LATE = START.plus(Duration.ofMinutes(11));
    public static final Instant END = START.plus(Duration.ofDays(8));

    private static final List<String> RESOURCES = List.of("A", "B");

    private final String prefix = Engine.fresh("w");
    private final Moments moments;

    public World(InitialState initial) {
        List<Map<String, AttributeValue>> own = initial.items(prefix);
        own.forEach(item -> Engine.embedded()
                .putItem(put -> put.tableName(Engine.TABLE).item(item)));
        moments = new Moments(own);
    }

    public String id(String name) {
        return prefix + "-" + name;
    }

    public Moments moments() {
        return moments;
    }

    /** Every image of resource A, by version. */
    public Map<Long, Map<String, AttributeValue>> images() {
        Map<Long, Map<String, AttributeValue>> images = new TreeMap<>();
        moments.images(pk("A")).forEach(
                image -> images.put(Items.number(image, "version"), image));
        return images;
    }

    /** The partition key of a resource or a booking. */
    public String pk(String name) {
        return (RESOURCES.contains(name) ? "resource#" : "booking#") + id(name);
    }

    public Map<String, AttributeValue> resource(String name) {
        return Items.resource(id(name));
    }

    public Map<String, AttributeValue> booking(String name) {
        return Items.booking(id(name));
    }

    /**
     * The promises that the recorded items break, as sentences.
     *
     * @param bookings by name, beside {@code H} and {@code G}
     */
    public List<String> brokenPromises(Collection<String> bookings) {
        List<String> all = new ArrayList<>(List.of("H", "G"));
        all.addAll(bookings);
        return Audit.broken(new DynamoDbLedger(Engine.embedded(), Engine.TABLE),
                RESOURCES.stream().map(this::id).toList(), all.stream().map(this::id).toList());
    }
}
