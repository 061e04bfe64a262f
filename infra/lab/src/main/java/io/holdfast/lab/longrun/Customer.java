package io.holdfast.lab.longrun;

import io.holdfast.engine.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The life of one booking: it is asked for, sometimes twice at once, asked again while it is
 * undecided, perhaps extended or amended, and then confirmed, released or left to lapse.
 */
final class Customer implements Runnable {
    /** Waits before an undecided command is sent again; an outage is shorter than their sum. */
    private static final int[] PATIENCE_SECONDS = {5, 30, 60, 60};
    private static final Duration HOLD = Duration.ofMinutes(5);
    private static final int MOST_UNITS = 3;
    private static final int HOLDS_PER_MILLE = 850;
    private static final int PAIRS_PER_MILLE = 50;
    private static final int TWINS_PER_MILLE = 30;
    private static final int RESOLVES_PER_MILLE = 2;
    private static final int CONFIRMS_PER_MILLE = 600;
    private static final int RELEASES_PER_MILLE = 150;
    private static final int EXTENSIONS_PER_MILLE = 60;
    private static final int AMENDMENTS_PER_MILLE = 60;

    private final World world;
    private final int number;
    private final SplittableRandom random;
    private final VirtualTime time;
    private final Told told;
    private final boolean held;
    private final int units;
    private final int resource;
    private final Optional<Integer> other;

    Customer(World world, int number, SplittableRandom random) {
        this.world = world;
        this.number = number;
        this.random = random;
        this.time = world.time();
        this.held = happens(HOLDS_PER_MILLE);
        this.units = 1 + random.nextInt(MOST_UNITS);
        this.resource = random.nextInt(world.resources());
        this.other = world.resources() > 1 && happens(PAIRS_PER_MILLE)
                ? Optional.of((resource + 1 + random.nextInt(world.resources() - 1))
                        % world.resources())
                : Optional.empty();
        this.told = new Told(world.booking(number), world.findings());
    }

    @Override
    public void run() {
        if (happens(TWINS_PER_MILLE)) {
            besides(random.nextInt(20), "book", book());
        }
        if (happens(RESOLVES_PER_MILLE)) {
            besides(random.nextInt(30), "resolve", command("resolve", ""));
        }
        Instant start = time.instant();
        Received booked = decided("book", book());
        told.verdict(booked);
        world.booked().add(number, booked);
        if (booked.isCommitted()) {
            goOn(start);
        }
    }

    /** Sends the command too, as a second delivery or another caller does. */
    private void besides(int delayMillis, String verb, String command) {
        time.start(Duration.ofMillis(delayMillis), () -> told.verdict(decided(verb, command)));
    }

    /** Some confirm their hold, some release, and some never come back: their holds lapse. */
    private void goOn(Instant start) {
        Instant from = held && happens(EXTENSIONS_PER_MILLE) ? extend(start) : start;
        if (happens(AMENDMENTS_PER_MILLE)) {
            amend();
        }
        time.sleep(Duration.ofSeconds(random.nextInt(held ? 360 : 60)));
        if (held && happens(CONFIRMS_PER_MILLE)) {
            confirm(from);
        } else if (happens(RELEASES_PER_MILLE)) {
            release();
        } else if (!held && happens(RELEASES_PER_MILLE)) {
            decided("release", command("release", ",\"commandId\":\"p-" + number
                    + "\",\"lines\":[" + line(resource, 1) + "]"));
        }
    }

    /** @return when the time began for which the hold is promised */
    private Instant extend(Instant start) {
        time.sleep(Duration.ofSeconds(random.nextInt(240)));
        Instant asked = time.instant();
        Received extended = decided("extend", command("extend",
                ",\"commandId\":\"x-" + number + "\",\"holdFor\":\"" + HOLD + "\""));
        world.extended().add(number, extended);
        return extended.isCommitted() ? asked : start;
    }

    /** Other units of the same resources; some give the second one up, or ask for one. */
    private void amend() {
        int another = (resource + 1) % world.resources();
        String lines = line(resource, 1 + random.nextInt(MOST_UNITS))
                + (random.nextBoolean() && another != resource ? "," + line(another, 1) : "");
        world.amended().add(number, decided("amend", command("amend",
                ",\"commandId\":\"a-" + number + "\",\"lines\":[" + lines + "]")));
    }

    private void confirm(Instant start) {
        Received confirmed = decided("confirm",
                command("confirm", ",\"commandId\":\"c-" + number + "\""));
        told.confirm(confirmed, start, HOLD);
        world.confirmed().add(number, confirmed);
        if (confirmed.isCommitted() && happens(RELEASES_PER_MILLE)) {
            time.sleep(Duration.ofSeconds(random.nextInt(90)));
            release();
        }
    }

    private void release() {
        world.released().add(number, decided("release",
                command("release", ",\"commandId\":\"r-" + number + "\"")));
    }

    private String book() {
        String lines = line(resource, units)
                + other.map(another -> "," + line(another, units)).orElse("");
        return command("book",
                (held ? ",\"holdFor\":\"" + HOLD + "\"" : "") + ",\"lines\":[" + lines + "]");
    }

    private String command(String verb, String rest) {
        return "{\"command\":\"" + verb + "\",\"bookingId\":\"" + world.booking(number) + "\""
                + rest + "}";
    }

    private String line(int of, int units) {
        return "{\"resourceId\":\"" + world.resource(of) + "\",\"units\":" + units + "}";
    }

    private boolean happens(int perMille) {
        return random.nextInt(1_000) < perMille;
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
        return received;
    }
}
