package io.holdfast.lab.longrun;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many bookings of many resources through the real handlers, on a store in virtual time that is gone
 * for a while. The resources are spread over worlds, each with a time, a store and random numbers of
 * its own, so that worlds can run side by side and the result is still the same for every run.
 *
 * @param worlds that the resources are spread over
 * @param resources of each world
 * @param units of each resource
 * @param bookings that are asked for in each world
 * @param bookingsASecond that arrive in each world
 * @param gone when the store is gone, after the first arrival
 * @param goneFor how long
 * @param seed of all random numbers
 */
public record LongRun(int worlds, int resources, long units, int bookings, double bookingsASecond,
        Duration gone, Duration goneFor, long seed) {
    private static final int MOST_WORLDS = 1_000;
    private static final int MOST_RESOURCES = 1_000;
    private static final int MOST_BOOKINGS = 10_000_000;

    public LongRun {
        requireWithin("worlds", worlds, MOST_WORLDS);
        requireWithin("resources", resources, MOST_RESOURCES);
        requireWithin("bookings", bookings, MOST_BOOKINGS);
    }

    /**
     * Ten million bookings of 200 resources with 1.4 million units, seven times as many as there is
     * room for, in a thousand seconds. For one minute of them the store is gone.
     */
    public static LongRun ofTenMillion() {
        return new LongRun(40, 5, 7_000, 250_000, 250, Duration.ofMinutes(5),
                Duration.ofMinutes(1), 1);
    }

    /**
     * A smaller run of the same length: fewer worlds, but two, and if these are still too many, fewer
     * units and bookings in each.
     *
     * @param inAll bookings of all worlds
     */
    public LongRun withBookings(int inAll) {
        int fewer = Math.clamp(Math.ceilDiv(inAll, bookings), Math.min(2, worlds), worlds);
        double share = Math.min(1, (double) inAll / fewer / bookings);
        return new LongRun(fewer, resources, Math.max(1, Math.round(units * share)),
                Math.ceilDiv(inAll, fewer), bookingsASecond * share, gone, goneFor, seed);
    }

    public LongRun withSeed(long other) {
        return new LongRun(worlds, resources, units, bookings, bookingsASecond, gone, goneFor,
                other);
    }

    /** Runs all worlds, as many at a time as there are processors. */
    public Outcome run() throws InterruptedException {
        try (ExecutorService workers = Executors
                .newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<WorldOutcome>> running = new ArrayList<>();
            for (int world = 0; world < worlds; world++) {
                int number = world;
                running.add(workers.submit(() -> new World(this, number).run()));
            }
            List<WorldOutcome> outcomes = new ArrayList<>();
            for (Future<WorldOutcome> each : running) {
                outcomes.add(each.get());
            }
            return Outcome.of(outcomes);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a world failed", e.getCause());
        }
    }

    private static void requireWithin(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be from 1 to " + most);
        }
    }
}
