package io.holdfast.lab.workload;

import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * A random mix of commands on one resource, the same for the same seed. Time goes on from command
 * to command, and every command has a clock that is up to half a minute off.
 */
public final class RandomCommands {
    private static final int RECENT = 300;
    private static final long MOST_UNITS = 6;
    private static final List<String> HOLDS = List.of("PT1S", "PT1M", "PT5M", "PT10M", "PT15M",
            "PT16M", "PT1H", "PT4H", "PT5H", "P1D", "P3D", "P7D");
    private static final long SKEW_MILLIS = Duration.ofSeconds(30).toMillis();

    private final Random random;
    private final String prefix;
    private final Duration step;
    private final List<String> recent = new ArrayList<>();
    /** Bookings to release: each one is released in the end, or the resource would stay full. */
    private final Deque<String> leaving = new ArrayDeque<>();
    private Instant time = Instant.parse("2026-01-01T00:00:00Z");
    private int count;

    /**
     * The same commands for the same seed.
     *
     * @param step between two commands, on average
     */
    public RandomCommands(long seed, String prefix, Duration step) {
        this.random = new Random(seed);
        this.prefix = prefix;
        this.step = step;
    }

    /**
     * One command.
     *
     * @param booking that it is about; the empty text for a definition
     * @param now by the clock of the invocation
     */
    public record Step(String booking, Instant now, Function<Functions, Reply> call) {}

    public String resource() {
        return prefix;
    }

    public Step next() {
        count++;
        time = time.plusMillis((long) (random.nextDouble() * 2 * step.toMillis()));
        Instant now = time.plusMillis(random.nextLong(-SKEW_MILLIS, SKEW_MILLIS));
        String id = prefix + "-" + count;
        int percent = random.nextInt(100);
        if (percent < 2) {
            String status = random.nextInt(10) == 0 ? "CLOSED" : "OPEN";
            String body = "{\"capacity\":" + random.nextLong(150, 700) + ",\"status\":\"" + status
                    + "\",\"allowDrain\":" + (random.nextInt(3) == 0) + "}";
            return new Step("", now, functions -> functions.define(prefix, id, body));
        }
        if (percent < 42 || recent.isEmpty()) {
            return new Step(remember(id), now, booking(id, percent < 8));
        }
        if (percent < 84 && !leaving.isEmpty()) {
            String booking = leaving.removeFirst();
            return new Step(booking, now, functions -> functions.release(booking, id));
        }
        String booking = recent.get(random.nextInt(recent.size()));
        return new Step(booking, now, followUp(percent, booking, id));
    }

    private Function<Functions, Reply> followUp(int percent, String booking, String id) {
        if (percent < 92) {
            return functions -> functions.confirm(booking, id);
        }
        if (percent < 94) {
            String holdFor = HOLDS.get(random.nextInt(HOLDS.size()));
            return functions -> functions.extend(booking, id, holdFor);
        }
        long units = random.nextLong(1, MOST_UNITS);
        return percent < 97
                ? functions -> functions.amend(booking, id, units)
                : functions -> functions.release(booking, id, units);
    }

    private Function<Functions, Reply> booking(String id, boolean forGood) {
        long units = random.nextLong(1, MOST_UNITS);
        String holdFor = HOLDS.get(random.nextInt(HOLDS.size()));
        return forGood
                ? functions -> functions.book(id, prefix, units)
                : functions -> functions.hold(id, prefix, units, holdFor);
    }

    private String remember(String id) {
        recent.add(id);
        if (recent.size() > RECENT) {
            leaving.add(recent.remove(random.nextInt(recent.size())));
        }
        return id;
    }
}
