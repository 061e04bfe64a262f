package io.holdfast.engine.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The partitions of a table, and the throughput that each of them has left. */
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

    record Partition(ServiceThroughput throughput, Bucket writes, Bucket reads) {
        static Partition of(ServiceThroughput throughput) {
            Bucket writes = new Bucket(throughput.burst());
            return new Partition(throughput, writes,
                    throughput.combined() ? writes : new Bucket(throughput.burst()));
        }

        boolean admitsWrite(long nowNanos) {
            return writes.admits(throughput.writeUnits(), nowNanos);
        }

        boolean admitsRead(long nowNanos) {
            return reads.admits(throughput.readUnits(), nowNanos);
        }

        void payWrite(int units) {
            writes.pay(units, throughput.writeUnits());
        }

        void payRead(int units) {
            reads.pay(units, throughput.readUnits());
        }
    }

    /**
     * The time that a partition has left for requests. A request is admitted while there is enough
     * for one unit, and then pays what it costs, so the bucket may owe time for a moment.
     */
    private static final class Bucket {
        private static final double NANOS = 1e9;

        private final double mostSeconds;
        private double seconds;
        private long filledNanos;

        Bucket(Duration burst) {
            this.mostSeconds = burst.toNanos() / NANOS;
            this.seconds = mostSeconds;
        }

        boolean admits(double unitsPerSecond, long nowNanos) {
            seconds = Math.min(mostSeconds, seconds + (nowNanos - filledNanos) / NANOS);
            filledNanos = nowNanos;
            return seconds * unitsPerSecond >= 1;
        }

        void pay(double units, double unitsPerSecond) {
            seconds -= units / unitsPerSecond;
        }
    }
}
