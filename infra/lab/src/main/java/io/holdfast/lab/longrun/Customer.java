package io.holdfast.lab.longrun;

import io.holdfast.engine.time.VirtualTime;
import io.holdfast.lab.longrun.Caller.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The life of one booking: it is asked for, sometimes twice at once, asked again while it is
 * undecided, and then confirmed, released or left to lapse.
 */
final class Customer implements Runnable {
    /** Waits before an undecided command is asked again; the outage is shorter than their sum. */
    private static final int[] PATIENCE_SECONDS = {1, 2, 4, 8, 16, 32, 64, 64};
    private static final Duration HOLD = Duration.ofMinutes(5);

    private final World world;
    private final int number;
    private final SplittableRandom random;
    private final VirtualTime time;
    private @Nullable String verdict;

    Customer(World world, int number) {
        this.world = world;
        this.number = number;
        this.random = new SplittableRandom(world.seed() ^ number * 0x9E3779B97F4A7C15L);
        this.time = world.time();
    }

    @Override
    public void run() {
        boolean held = random.nextInt(100) < 85;
        String command = book(held);
        if (random.nextInt(100) < 3) {
            time.start(Duration.ofMillis(random.nextInt(20)), () -> {
                Received twin = decided("book", command);
                agree(twin);
            });
        }
        if (random.nextInt(1000) < 2) {
            time.start(Duration.ofMillis(random.nextInt(30)), () -> agree(
                    decided("resolve", "{\"command\":\"resolve\",\"bookingId\":\"" + id() + "\"}")));
        }
        Instant start = time.instant();
        Received booked = decided("book", command);
        agree(booked);
        world.booked().add(number, booked);
        if (booked.isCommitted()) {
            goOn(held, start);
        }
    }

    private void goOn(boolean held, Instant start) {
        int percent = random.nextInt(100);
        time.sleep(Duration.ofSeconds(random.nextInt(held ? 360 : 60)));
        if (held && percent < 60) {
            confirm(start);
        } else if (percent < 70) {
            release();
        } else if (!held && percent < 85) {
            decided("release", "{\"command\":\"release\",\"commandId\":\"p-" + number
                    + "\",\"bookingId\":\"" + id() + "\",\"units\":1}");
        }
    }

    private void confirm(Instant start) {
        Received confirmed = decided("confirm", "{\"command\":\"confirm\",\"commandId\":\"c-"
                + number + "\",\"bookingId\":\"" + id() + "\"}");
        world.confirmed().add(number, confirmed);
        if (confirmed.answer().equals("HOLD_EXPIRED")
                && !confirmed.askedAt().isAfter(start.plus(HOLD))) {
            world.findings().violated(id() + " was not held as long as promised");
        }
        if (confirmed.isCommitted() && random.nextInt(100) < 15) {
            time.sleep(Duration.ofSeconds(random.nextInt(90)));
            release();
        }
    }

    private void release() {
        Received released = decided("release", "{\"command\":\"release\",\"commandId\":\"r-"
                + number + "\",\"bookingId\":\"" + id() + "\"}");
        world.released().add(number, released);
    }

    private String book(boolean held) {
        int units = 1 + random.nextInt(3);
        int resource = random.nextInt(world.resources());
        String lines = line(resource, units);
        if (world.resources() > 1 && random.nextInt(100) < 5) {
            int other = (resource + 1 + random.nextInt(world.resources() - 1)) % world.resources();
            lines += "," + line(other, units);
        }
        return String.format(Locale.ROOT,
                "{\"command\":\"book\",\"bookingId\":\"%s\",%s\"lines\":[%s]}", id(),
                held ? "\"holdFor\":\"" + HOLD + "\"," : "", lines);
    }

    private String line(int resource, int units) {
        return "{\"resourceId\":\"" + world.resource(resource) + "\",\"units\":" + units + "}";
    }

    private String id() {
        return world.booking(number);
    }

    /** Asks until there is a verdict. */
    private Received decided(String verb, String command) {
        Received received = world.caller().send(verb, number, command);
        for (int seconds : PATIENCE_SECONDS) {
            if (!received.isUndecided()) {
                return received;
            }
            time.sleep(Duration.ofMillis(1000L * seconds + random.nextInt(1000)));
            received = world.caller().send(verb, number, command);
        }
        if (received.isUndecided()) {
            world.findings().violated(id() + " never got a verdict");
        }
        return received;
    }

    private void agree(Received received) {
        if (verdict == null) {
            verdict = received.verdict();
        } else if (!verdict.equals(received.verdict())) {
            world.findings().violated(id() + " got two verdicts: " + verdict + " and "
                    + received.verdict());
        }
    }
}
