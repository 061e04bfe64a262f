package io.holdfast.engine.service;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long the parts of a request take.
 *
 * @param network from the caller to the service, and the same back
 * @param read of items by their leader
 * @param write the median of one replicated write, which is log-normal
 * @param writeSigma the standard deviation of the logarithm of a write's time
 * @param slowWrites the share of writes that take {@code slowWrite} instead
 */
public record ServiceTimes(Duration network, Duration read, Duration write, double writeSigma,
        double slowWrites, Duration slowWrite) {
    public static final ServiceTimes PUBLISHED = new ServiceTimes(Duration.ofNanos(600_000),
            Duration.ofNanos(1_100_000), Duration.ofNanos(3_300_000), 0.28, 0.001,
            Duration.ofMillis(50));

    /** No time at all, for tests of everything else. */
    public static final ServiceTimes NONE = new ServiceTimes(Duration.ZERO, Duration.ZERO,
            Duration.ZERO, 0, 0, Duration.ZERO);

    /** The time of one replicated write. */
    Duration write(RandomGenerator random) {
        if (random.nextDouble() < slowWrites) {
            return slowWrite;
        }
        return Duration.ofNanos(StrictMath
                .round(write.toNanos() * StrictMath.exp(writeSigma * gaussian(random))));
    }

    // By Box and Muller, with functions that give the same bits on every machine.
    private static double gaussian(RandomGenerator random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
}
