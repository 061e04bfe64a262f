package io.holdfast.lab.plan;

import io.holdfast.engine.service.ServiceThroughput;
import io.holdfast.engine.service.ServiceTimes;
import io.holdfast.lab.contention.Design;
import io.holdfast.lab.contention.Door;
import io.holdfast.lab.contention.Experiment;
import io.holdfast.lab.contention.Holds;
import io.holdfast.lab.report.Prices;
import java.time.Duration;
import java.util.Optional;

/**
 * A sale to plan.
 *
 * @param capacity units of all resources together
 * @param rate attempts a second, on average
 * @param length from the first attempt to the last
 * @param units of one attempt
 * @param holds empty if bookings are confirmed from the start
 * @param coldStart how long the start of a function's instance takes
 */
public record Sale(long capacity, double rate, Duration length, int units, int resources,
        Door door, Optional<Holds> holds, ServiceTimes times, ServiceThroughput throughput,
        Prices prices, Duration coldStart, long seed) {
    /** The attempts of a simulation that still takes minutes. */
    public static final long MOST_ATTEMPTS = 1_000_000;

    public double attempts() {
        return rate * length.toMillis() / 1_000.0;
    }

    public Experiment experiment() {
        Experiment sale = Experiment.of(Design.HOLDFAST, rate, length).withDoor(door)
                .withCapacity(capacity / resources).withResources(resources).withUnits(units)
                .withTimes(times).withThroughput(throughput).withSeed(seed);
        return holds.map(sale::withHolds).orElse(sale);
    }
}
