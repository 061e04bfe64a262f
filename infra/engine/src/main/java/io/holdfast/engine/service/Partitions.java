package io.holdfast.engine.service;

import java.util.HashMap;
import java.util.Map;

/** The partitions of a table. */
final class Partitions {
    private final ServiceThroughput throughput;
    private final Map<String, Partition> partitions = new HashMap<>();

    Partitions(ServiceThroughput throughput) {
        this.throughput = throughput;
    }

    /** The partition that has the items with this partition key. */
    Partition of(String partitionKey) {
        String name = partitionKey.startsWith(throughput.hot())
                ? partitionKey
                : Integer.toString(Math.floorMod(partitionKey.hashCode(), throughput.partitions()));
        return partitions.computeIfAbsent(name, any -> Partition.of(throughput));
    }
}
