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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A year of one resource by a clock that is not the machine's: after every command the item is held
 * against what its bookings add up to. Run it longer with {@code -Dcommands=N}; the commands are
 * then spread over the same year.
 */
class YearOfHoldsTest {
    private static final int COMMANDS = Integer.getInteger("commands", 200_000);
    private static final int MOST_BYTES = 1024;
    /** Bookings that are watched; commands seldom go further back. */
    private static final int WATCHED = 10_000;

    private final DynamoDbClient client = new MemoryDynamoDb();
    private final RandomCommands commands = new RandomCommands(7, "year",
            Duration.ofDays(365).dividedBy(COMMANDS));
    private final Map<String, Standing> standings = new HashMap<>();
    private final Deque<String> watched = new ArrayDeque<>();
    private final TreeMap<Long, Long> held = new TreeMap<>();
    private long confirmed;

    /** What a booking adds to the counters; no slot when it is confirmed. */
    private record Standing(long slot, long units) {
        static final Standing NONE = new Standing(0, 0);
    }

    @Test
    void theItemStaysBoundedAndTrueAtEveryStep() {
        Functions.on(client, Instant.parse("2026-01-01T00:00:00Z")).define("year", "first",
                "{\"capacity\":400}");
        Map<String, Integer> answers = new TreeMap<>();
        int mostBytes = 0;
        int mostSlots = 0;
        long available = 400;
        for (int i = 0; i < COMMANDS; i++) {
            RandomCommands.Step step = commands.next();
            Reply reply = step.call().apply(Functions.on(client, step.now()));
            answers.merge(reply.committed() ? "COMMITTED" : reply.reason(), 1, Integer::sum);
            account(step.booking());

            Map<String, AttributeValue> item = item("resource#year#0", "resource");
            long before = available;
            available = check(item, step, before);
            mostBytes = Math.max(mostBytes, ItemSize.bytes(item));
            mostSlots = Math.max(mostSlots, slots(item).size());
        }
        System.out.printf(
                "a year of %,d commands: %s%nthe resource's item at most %d bytes, %d slots%n",
                COMMANDS, answers.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .map(Object::toString).collect(Collectors.joining(", ")),
                mostBytes, mostSlots);
        assertThat(mostBytes).isLessThan(MOST_BYTES);
        assertThat(answers).containsKeys("COMMITTED", "INSUFFICIENT_CAPACITY", "HOLD_EXPIRED",
                "RESOURCE_CLOSED", "CAPACITY_IN_USE", "ILLEGAL_STATE");
    }

    /** @return the units that are available now */
    private long check(Map<String, AttributeValue> item, RandomCommands.Step step, long before) {
        // What was collected is no longer anybody's: whatever lies at or below the watermark.
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
        add(standings.getOrDefault(booking, Standing.NONE), -1);
        Standing now = standing(item("booking#" + booking, "booking"));
        add(now, 1);
        if (standings.put(booking, now) == null) {
            watched.add(booking);
        }
        if (watched.size() > WATCHED) {
            client.deleteItem(delete -> delete.tableName(Engine.TABLE)
                    .key(Items.key("booking#" + watched.getFirst(), "booking")));
            standings.remove(watched.removeFirst());
        }
    }

    private void add(Standing standing, long sign) {
        if (standing.slot() == 0) {
            confirmed += sign * standing.units();
        } else {
            // What is subtracted below the watermark was forgotten with its slot.
            held.computeIfPresent(standing.slot(),
                    (slot, units) -> units + sign * standing.units());
            if (sign > 0) {
                held.putIfAbsent(standing.slot(), standing.units());
            }
        }
    }

    private static Standing standing(Map<String, AttributeValue> item) {
        return switch (Items.text(item, "state")) {
            case "CONFIRMED" -> new Standing(0, Items.remaining(item, "year"));
            case "HELD" -> new Standing(Items.number(item, "slot"), Items.remaining(item, "year"));
            default -> Standing.NONE;
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
