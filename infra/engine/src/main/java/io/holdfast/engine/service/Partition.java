package io.holdfast.engine.service;

import java.time.Duration;

/** The buckets of one partition. */
record Partition(Bucket writes, Bucket reads) {
    private static final double NANOS = 1e9;

    static Partition of(ServiceThroughput throughput) {
        double burstSeconds = seconds(throughput.burst());
        return new Partition(new Bucket(throughput.writeUnits(), burstSeconds),
                new Bucket(throughput.readUnits(), burstSeconds));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
