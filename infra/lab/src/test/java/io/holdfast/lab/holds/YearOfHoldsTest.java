package io.holdfast.lab.holds;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.ItemSize;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lab.workload.RandomCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A year of one resource by a clock that is not the machine's: after every command the item must
 * equal the sum of its bookings. Run it longer with {@code -Dcommands=N}; the commands are then
 * spread over the same year.
 */
class YearOfHoldsTest {
    private static final int COMMANDS = Integer.getInteger("commands", 200_000);
    private static final int MOST_BYTES = 1024;
    /** Bookings that are watched; few commands are about an older one. */
    private static final int WATCHED = 10_000;

    private final DynamoDbClient client = new MemoryDynamoDb();
    private final RandomCommands commands = new RandomCommands(7, "year",
            Duration.ofDays(365).dividedBy(COMMANDS));
    private final Map<String, Units> units = new HashMap<>();
    private final Deque<String> watched = new ArrayDeque<>();
    private final TreeMap<Long, Long> held = new TreeMap<>();
    private long confirmed;

    /** The units that a booking adds to the counters; without a slot if it is confirmed. */
    private record Units(long slot, long units) {
        static final Units NONE = new Units(0, 0);
    }

    @Test
    void theItemStaysBoundedAndTrueAtEveryStep() {
        Functions.on(client, Instant.parse("2026-01-01T00:00:00Z")).define("year", "first",
                "{\"capacity\":400}");
        Map<String, Integer> answers = new TreeMap<>();
        int mostBytes = 0;
        int mostSlots = 0;
        int mostIntents = 0;
        long available = 400;
        for (int i = 0; i < COMMANDS; i++) {
            RandomCommands.Step step = commands.next();
            Reply reply = step.call().apply(Functions.on(client, step.now()));
            answers.merge(reply.committed() ? "COMMITTED" : reply.reason(), 1, Integer::sum);
            account(step.booking());

            Map<String, AttributeValue> item = item("resource#year", "resource");
            long before = available;
            available = check(item, step, before);
            mostBytes = Math.max(mostBytes, ItemSize.bytes(item));
            mostSlots = Math.max(mostSlots, slots(item).size());
            mostIntents = Math.max(mostIntents, intents(item).size());
        }
        System.out.printf(
                "a year of %,d commands: %s%n"
                        + "the resource's item at most %d bytes, %d slots, %d intents%n",
                COMMANDS, answers.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .map(Object::toString).collect(Collectors.joining(", ")),
                mostBytes, mostSlots, mostIntents);
        assertThat(mostBytes).isLessThan(MOST_BYTES);
        assertThat(mostIntents).isLessThanOrEqualTo(6);
        requireOldIntentsGone();
        assertThat(answers).containsKeys("COMMITTED", "INSUFFICIENT_CAPACITY", "HOLD_EXPIRED",
                "RESOURCE_CLOSED", "CAPACITY_IN_USE", "ILLEGAL_STATE");
    }

    /** Nobody sweeps: those who come take the intents of the past off in their own notes. */
    private void requireOldIntentsGone() {
        Instant end = Instant.parse("2027-06-01T00:00:00Z");
        Functions functions = Functions.on(client, end);
        functions.define("year", "open", "{\"capacity\":1000000,\"status\":\"OPEN\"}");
        for (int i = 0; i < 6; i++) {
            assertThat(functions.book("end-" + i, "year", 1).committed()).isTrue();
        }
        assertThat(intents(item("resource#year", "resource")).values())
                .allMatch(intent -> Items.number(intent.m(), "t") == end.getEpochSecond());
    }

    private static Map<String, AttributeValue> intents(Map<String, AttributeValue> item) {
        return Objects.requireNonNull(item.get("intents")).m();
    }

    /** @return the units that are available now */
    private long check(Map<String, AttributeValue> item, RandomCommands.Step step, long before) {
        // Units in slots at or below the watermark were collected, and belong to no booking any
        // more.
        held.headMap(Items.number(item, "expiredThrough"), true).clear();
        SortedMap<Long, Long> slots = slots(item);
        slots.values().removeIf(units -> units == 0);
        held.values().removeIf(units -> units == 0);
        assertThat(slots).as("units held, slot by slot").isEqualTo(held);
        assertThat(Items.number(item, "confirmed")).as("confirmed").isEqualTo(confirmed);
        long available = Items.number(item, "available");
        assertThat(available + confirmed + sum(held)).as("conserved")
                .isEqualTo(Items.number(item, "capacity"));
        if (!step.booking().isEmpty() && available < 0) {
            assertThat(available).as("admitted in a drain").isGreaterThanOrEqualTo(before);
        }
        return available;
    }

    private void account(String booking) {
        if (booking.isEmpty()) {
            return;
        }
        add(units.getOrDefault(booking, Units.NONE), -1);
        Units now = unitsOf(item("booking#" + booking, "booking"));
        add(now, 1);
        if (units.put(booking, now) == null) {
            watched.add(booking);
        }
        if (watched.size() > WATCHED) {
            client.deleteItem(delete -> delete.tableName(Engine.TABLE)
                    .key(Items.key("booking#" + watched.getFirst(), "booking")));
            units.remove(watched.removeFirst());
        }
    }

    private void add(Units booked, long sign) {
        if (booked.slot() == 0) {
            confirmed += sign * booked.units();
        } else {
            // A slot below the watermark was removed, and the units of its holds with it.
            held.computeIfPresent(booked.slot(),
                    (slot, units) -> units + sign * booked.units());
            if (sign > 0) {
                held.putIfAbsent(booked.slot(), booked.units());
            }
        }
    }

    private static Units unitsOf(Map<String, AttributeValue> item) {
        return switch (Items.text(item, "state")) {
            case "CONFIRMED" -> new Units(0, Items.remaining(item, "year"));
            case "HELD" -> new Units(Items.number(item, "slot"), Items.remaining(item, "year"));
            default -> Units.NONE;
        };
    }

    private static SortedMap<Long, Long> slots(Map<String, AttributeValue> item) {
        TreeMap<Long, Long> slots = new TreeMap<>();
        Items.expiring(item).forEach((slot, units) -> slots.put(Long.parseLong(slot),
                Long.parseLong(units.n())));
        return slots;
    }

    private static long sum(Map<Long, Long> units) {
        return units.values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<String, AttributeValue> item(String pk, String sk) {
        return Items.read(client, pk, sk);
    }
}
