package io.holdfast.engine.service;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long the parts of a request take. Replicated writes are log-normal. With the published
 * figures the service works 3.5 ms on a plain write and 14 ms on a transaction of one item, on
 * average, and an item is taken for 10.5 ms.
 *
 * @param network from the caller to the service, and the same back: a round trip between
 *        availability zones of a region takes about a millisecond
 *        (<a href="https://www.usenix.org/system/files/atc22-elhemali.pdf">USENIX ATC 2022</a> has
 *        the requests' way, but no figure)
 * @param read of items by their leader, and any refusal that needs the item: {@code GetItem} 1.2 ms
 *        in the service's metric {@code SuccessfulRequestLatency}, as one public thread reports it
 * @param write the median of one replicated write: {@code UpdateItem} 3.5 ms on average, as that
 *        thread reports it
 * @param writeSigma the standard deviation of the logarithm of a write's time; a choice by which one
 *        write in a hundred takes 6.3 ms. The callers' percentiles of
 *        <a href="https://www.alexdebrie.com/posts/dynamodb-transactions-performance/">DeBrie
 *        2020</a>, {@code PutItem} p50 7.6 ms and p99 16 ms, contain their own waits
 * @param slowWrites the share of writes that take {@code slowWrite} instead: a leader that changes,
 *        or a replica that is slow; a choice, as neither paper has a figure
 * @param phase the median of each of the three replicated writes for which a transaction has taken
 *        its items: prepare, checkpoint, commit
 *        (<a href="https://www.usenix.org/system/files/atc23-idziorek.pdf">USENIX ATC 2023</a>,
 *        sections 3.3 and 5.4). Like a plain write: {@code TransactWriteItems} takes 15.7 ms on
 *        average, as that thread reports it, and begins with a write to the coordinators' ledger
 * @param answerTimeout how long a caller waits for the answer from when he sent the request: what
 *        Holdfast's own client waits, a test compares
 */
public record ServiceTimes(Duration network, Duration read, Duration write, double writeSigma,
        double slowWrites, Duration slowWrite, Duration phase, Duration answerTimeout) {
    private static final Duration CLIENT_WAITS = Duration.ofMillis(1_500);
    private static final int PHASES = 3;

    /** As published. */
    public static final ServiceTimes PUBLISHED = new ServiceTimes(Duration.ofNanos(600_000),
            Duration.ofNanos(1_100_000), Duration.ofNanos(3_300_000), 0.28, 0.001,
            Duration.ofMillis(50), Duration.ofNanos(3_300_000), CLIENT_WAITS);

    /** No time at all, for tests of everything else. */
    public static final ServiceTimes NONE = new ServiceTimes(Duration.ZERO, Duration.ZERO,
            Duration.ZERO, 0, 0, Duration.ZERO, Duration.ZERO, CLIENT_WAITS);

    public ServiceTimes {
        for (Duration each : new Duration[]{network, read, write, slowWrite, phase}) {
            if (each.isNegative()) {
                throw new IllegalArgumentException("a time must not be negative: " + each);
            }
        }
        if (!(writeSigma >= 0) || !(slowWrites >= 0 && slowWrites <= 1)) {
            throw new IllegalArgumentException("sigma " + writeSigma + ", share " + slowWrites);
        }
        if (answerTimeout.compareTo(network) <= 0) {
            throw new IllegalArgumentException("a caller must wait for longer than " + network);
        }
    }

    /** The same, with transactions that take an item for so long on average. */
    public ServiceTimes withItemsTakenFor(Duration mean) {
        double slow = slowWrites * slowWrite.toNanos();
        double usual = (mean.toNanos() / (double) PHASES - slow) / (1 - slowWrites);
        double median = usual / StrictMath.exp(writeSigma * writeSigma / 2);
        if (!(median >= 0)) {
            throw new IllegalArgumentException("slow writes alone take longer than " + mean);
        }
        return new ServiceTimes(network, read, write, writeSigma, slowWrites, slowWrite,
                Duration.ofNanos(StrictMath.round(median)), answerTimeout);
    }

    /** The time of one replicated write. */
    Duration write(RandomGenerator random) {
        return replicated(write, random);
    }

    /** The time of a replicated write for which a transaction has taken its items. */
    Duration phase(RandomGenerator random) {
        return replicated(phase, random);
    }

    private Duration replicated(Duration median, RandomGenerator random) {
        if (random.nextDouble() < slowWrites) {
            return slowWrite;
        }
        return Duration.ofNanos(StrictMath
                .round(median.toNanos() * StrictMath.exp(writeSigma * gaussian(random))));
    }

    // By Box and Muller, with functions that give the same bits on every machine.
    private static double gaussian(RandomGenerator random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
}
