package io.holdfast.lab.cli;

import io.holdfast.engine.service.ServiceThroughput;
import io.holdfast.engine.service.ServiceTimes;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The times and the throughput of the simulated table. */
final class StoreOptions {
    /** With the longest way there and back it is less than the 1.5 s that a caller waits. */
    private static final double MOST_MILLIS = 400;
    private static final double MOST_NETWORK_MILLIS = 500;
    /** A resource is defined by some writes, one right after the other. */
    private static final int LEAST_BURST_UNITS = 10;
    /** The report has transactions of three writes that take 3 ms on average, slow ones included. */
    private static final int MOST_MEAN_SLOW_MILLIS = 1;
    private static final double MOST_UNITS = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    @Option(names = "--network-ms", paramLabel = "MS", description = "From a function to DynamoDB, and the same back. Default: 0.6")
    private double network = millis(ServiceTimes.PUBLISHED.network());

    @Option(names = "--read-ms", paramLabel = "MS", description = "A read of an item. Default: 1.1")
    private double read = millis(ServiceTimes.PUBLISHED.read());

    @Option(names = "--write-ms", paramLabel = "MS", description = "The median of one replicated write. Default: 3.3")
    private double write = millis(ServiceTimes.PUBLISHED.write());

    @Option(names = "--write-sigma", paramLabel = "SIGMA", description = "The standard deviation of the logarithm of a write's time. Default: 0.28")
    private double writeSigma = ServiceTimes.PUBLISHED.writeSigma();

    @Option(names = "--slow-writes", paramLabel = "SHARE", description = "The share of writes that are slow. Default: 0.001")
    private double slowWrites = ServiceTimes.PUBLISHED.slowWrites();

    @Option(names = "--slow-write-ms", paramLabel = "MS", description = "A slow write. Default: 50")
    private double slowWrite = millis(ServiceTimes.PUBLISHED.slowWrite());

    @Option(names = "--transaction-write-ms", paramLabel = "MS", description = "The median of each of the three replicated writes for which a transaction takes "
            + "its items. Default: 3.3")
    private double phase = millis(ServiceTimes.PUBLISHED.phase());

    @Option(names = "--write-units", paramLabel = "UNITS", description = "That a partition takes a second. Default: 1000")
    private double writeUnits = ServiceThroughput.PUBLISHED.writeUnits();

    @Option(names = "--read-units", paramLabel = "UNITS", description = "That a partition takes a second. Default: 3000")
    private double readUnits = ServiceThroughput.PUBLISHED.readUnits();

    @Option(names = "--burst", paramLabel = "SECONDS", description = "For how long a partition keeps unused units. Default: 1")
    private double burst = ServiceThroughput.PUBLISHED.burst().toSeconds();

    @Option(names = "--partitions", paramLabel = "N", description = "Among which the bookings are spread. Default: 4")
    private int partitions = ServiceThroughput.PUBLISHED.partitions();

    @Option(names = "--combined-limit", description = "Reads and writes of a partition share one limit.")
    private boolean combined = ServiceThroughput.PUBLISHED.combined();

    ServiceTimes times() {
        ServiceTimes published = ServiceTimes.PUBLISHED;
        BadOption.require("--network-ms", network, 0, MOST_NETWORK_MILLIS);
        requireFewSlowWrites();
        return new ServiceTimes(duration("--network-ms", network), duration("--read-ms", read),
                duration("--write-ms", write),
                BadOption.require("--write-sigma", writeSigma, 0, 2),
                slowWrites,
                duration("--slow-write-ms", slowWrite), duration("--transaction-write-ms", phase),
                published.answerTimeout());
    }

    private void requireFewSlowWrites() {
        BadOption.require("--slow-writes", slowWrites, 0, 1);
        if (slowWrites * slowWrite >= MOST_MEAN_SLOW_MILLIS) {
            throw new BadOption("--slow-writes times --slow-write-ms must be less than "
                    + MOST_MEAN_SLOW_MILLIS);
        }
    }

    ServiceThroughput throughput() {
        BadOption.require("--write-units", writeUnits, 1, MOST_UNITS);
        BadOption.require("--read-units", readUnits, 1, MOST_UNITS);
        BadOption.require("--burst", burst, 0.001, 3_600);
        if (burst * Math.min(writeUnits, readUnits) < LEAST_BURST_UNITS) {
            throw new BadOption("--burst must be so long that --write-units and --read-units are"
                    + " " + LEAST_BURST_UNITS + " or more in it");
        }
        return new ServiceThroughput(writeUnits, readUnits,
                Duration.ofNanos(Math.round(burst * 1e9)), combined,
                (int) BadOption.require("--partitions", partitions, 1, 10_000),
                ServiceThroughput.PUBLISHED.hot());
    }

    private static Duration duration(String option, double millis) {
        return Duration.ofNanos((long) (BadOption.require(option, millis, 0, MOST_MILLIS)
                * NANOS_PER_MILLI));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / NANOS_PER_MILLI;
    }
}
