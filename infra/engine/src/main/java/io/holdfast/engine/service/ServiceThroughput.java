package io.holdfast.engine.service;

import java.time.Duration;

/**
 * What a partition takes before it throttles.
 *
 * @param writeUnits a second: 1,000
 *        (<a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html">designing
 *        partition keys</a>)
 * @param readUnits a second: 3,000 (the same page)
 * @param burst for how long unused units are kept. The service keeps those of a table for 300
 *        seconds, but burst does not lift the limit of a partition
 *        (<a href="https://repost.aws/knowledge-center/dynamodb-spiky-workloads-short-intervals">spiky
 *        workloads</a>); one second is the least over which that limit has a meaning
 * @param combined whether reads and writes share one limit. One page says that a partition takes
 *        3,000 read units, 1,000 write units "or a linear combination of both"
 *        (<a href="https://www.repost.aws/knowledge-center/on-demand-table-throttling-dynamodb">on-demand
 *        tables</a>); the others name two limits, and so do the published figures here
 * @param partitions among which the items are spread that are not hot: a new on-demand table takes
 *        4,000 write and 12,000 read units a second (the same page), hence 4
 * @param hot the beginning of a hot item's partition key: it has a partition of its own, as the
 *        service gives it one after some minutes of traffic
 */
public record ServiceThroughput(double writeUnits, double readUnits, Duration burst,
        boolean combined, int partitions, String hot) {
    /** As published. */
    public static final ServiceThroughput PUBLISHED = new ServiceThroughput(1_000, 3_000,
            Duration.ofSeconds(1), false, 4, "resource#");
    /** More than any simulation uses. */
    public static final ServiceThroughput UNLIMITED = new ServiceThroughput(1e12, 1e12,
            Duration.ofSeconds(1), false, 1, "resource#");

    private static final double NANOS = 1e9;

    public ServiceThroughput {
        if (!(writeUnits > 0) || !(readUnits > 0) || partitions < 1) {
            throw new IllegalArgumentException("units and partitions must be positive");
        }
        if (!(Math.min(writeUnits, readUnits) * burst.toNanos() / NANOS >= 1)) {
            throw new IllegalArgumentException("with less than one unit in a burst of " + burst
                    + " nothing is ever admitted");
        }
    }

    /** The same, with one limit for reads and writes. */
    public ServiceThroughput withCombinedLimit() {
        return new ServiceThroughput(writeUnits, readUnits, burst, true, partitions, hot);
    }
}
