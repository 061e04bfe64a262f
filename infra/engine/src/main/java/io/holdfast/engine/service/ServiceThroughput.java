package io.holdfast.engine.service;

import java.time.Duration;

/**
 * What a partition takes before it throttles.
 *
 * @param writeUnits a second
 * @param readUnits a second
 * @param burst for how long unused units are kept
 * @param partitions among which the items are spread that are not hot
 * @param hot the beginning of a hot item's partition key: it has a partition of its own, as the
 *        service gives it one after some minutes of traffic
 */
public record ServiceThroughput(double writeUnits, double readUnits, Duration burst,
        int partitions, String hot) {
    public static final ServiceThroughput PUBLISHED = new ServiceThroughput(1_000, 3_000,
            Duration.ofSeconds(1), 4, "resource#");
    /** More than any simulation uses. */
    public static final ServiceThroughput UNLIMITED = new ServiceThroughput(1e12, 1e12,
            Duration.ofSeconds(1), 1, "resource#");
}
