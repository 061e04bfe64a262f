package io.holdfast.lab.contention;

import io.holdfast.domain.Limits;
import io.holdfast.engine.service.Outage;
import io.holdfast.engine.service.ServiceThroughput;
import io.holdfast.engine.service.ServiceTimes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A sale to simulate.
 *
 * @param resources among which each attempt chooses at random
 * @param capacity of each resource, in units
 * @param units of each booking
 * @param holds empty if bookings are confirmed from the start
 * @param outage its times are counted from the beginning of the sale
 * @param queue the times of the queue; only {@link Door#QUEUE} has one
 * @param seed of everything that is drawn at random
 */
public record Experiment(Design design, Door door, Arrivals arrivals, int resources,
        long capacity, long units, Optional<Holds> holds, ServiceTimes times,
        ServiceThroughput throughput, Outage outage, QueueTimes queue, long seed) {
    /** As many as the queue has consumers: a simulated group never waits for one. */
    public static final int MOST_RESOURCES = 50;

    public Experiment {
        require(resources >= 1 && resources <= MOST_RESOURCES,
                "there are 1 to " + MOST_RESOURCES + " resources");
        require(capacity >= 0 && capacity <= Limits.CAPACITY,
                "a capacity is 0 to " + Limits.CAPACITY);
        require(units >= 1 && units <= Limits.UNITS, "a booking has 1 to " + Limits.UNITS);
        require(design == Design.HOLDFAST || (door == Door.DIRECT && holds.isEmpty()),
                "a baseline is invoked directly, and has no holds");
    }

    /** One resource with room for all, booked by direct invocation, on the published service. */
    public static Experiment of(Design design, Arrivals arrivals) {
        return new Experiment(design, Door.DIRECT, arrivals, 1, Limits.CAPACITY, 1,
                Optional.empty(), ServiceTimes.PUBLISHED, ServiceThroughput.PUBLISHED,
                Outage.NONE, QueueTimes.PUBLISHED, 1);
    }

    /**
     * The same with independent arrivals.
     *
     * @param rate a second, on average
     */
    public static Experiment of(Design design, double rate, Duration length) {
        return of(design, new Arrivals.Poisson(rate, length));
    }

    /** The same sale, with more arrivals after the others. */
    public Experiment then(double rate, Duration length) {
        return new Experiment(design, door,
                new Arrivals.Sequence(List.of(arrivals, new Arrivals.Poisson(rate, length))),
                resources, capacity, units, holds, times, throughput, outage, queue, seed);
    }

    public Experiment withDoor(Door other) {
        return new Experiment(design, other, arrivals, resources, capacity, units, holds, times,
                throughput, outage, queue, seed);
    }

    public Experiment withResources(int number) {
        return new Experiment(design, door, arrivals, number, capacity, units, holds, times,
                throughput, outage, queue, seed);
    }

    public Experiment withCapacity(long ofEach) {
        return new Experiment(design, door, arrivals, resources, ofEach, units, holds, times,
                throughput, outage, queue, seed);
    }

    public Experiment withUnits(long ofEach) {
        return new Experiment(design, door, arrivals, resources, capacity, ofEach, holds, times,
                throughput, outage, queue, seed);
    }

    public Experiment withHolds(Holds all) {
        return new Experiment(design, door, arrivals, resources, capacity, units,
                Optional.of(all), times, throughput, outage, queue, seed);
    }

    public Experiment withTimes(ServiceTimes other) {
        return new Experiment(design, door, arrivals, resources, capacity, units, holds, other,
                throughput, outage, queue, seed);
    }

    public Experiment withThroughput(ServiceThroughput other) {
        return new Experiment(design, door, arrivals, resources, capacity, units, holds, times,
                other, outage, queue, seed);
    }

    public Experiment withOutage(Outage other) {
        return new Experiment(design, door, arrivals, resources, capacity, units, holds, times,
                throughput, other, queue, seed);
    }

    public Experiment withQueue(QueueTimes other) {
        return new Experiment(design, door, arrivals, resources, capacity, units, holds, times,
                throughput, outage, other, seed);
    }

    public Experiment withSeed(long other) {
        return new Experiment(design, door, arrivals, resources, capacity, units, holds, times,
                throughput, outage, queue, other);
    }

    private static void require(boolean valid, String rule) {
        if (!valid) {
            throw new IllegalArgumentException(rule);
        }
    }
}
