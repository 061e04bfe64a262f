package io.holdfast.engine.service;

/**
 * The units that a partition has left, of one kind. A request is admitted while at least one unit is
 * left, and then pays what it costs, so the bucket may owe units for a moment.
 */
final class Bucket {
    private static final double NANOS = 1e9;

    private final double unitsPerSecond;
    private final double most;
    private double units;
    private long filledNanos;

    Bucket(double unitsPerSecond, double burstSeconds) {
        this.unitsPerSecond = unitsPerSecond;
        this.most = unitsPerSecond * burstSeconds;
        this.units = most;
    }

    boolean admits(long nowNanos) {
        units = Math.min(most, units + unitsPerSecond * (nowNanos - filledNanos) / NANOS);
        filledNanos = nowNanos;
        return units >= 1;
    }

    void pay(double cost) {
        units -= cost;
    }
}
