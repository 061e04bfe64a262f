package io.holdfast.engine.service;

import java.time.Duration;

/** What the store was asked, what it charged and what it refused, counted from its start. */
public final class Consumption {
    private long requests;
    private long writeUnits;
    private long readUnits;
    private long throttled;
    private long conflicts;
    private long unanswered;
    private long taken;
    private long takenNanos;

    void request() {
        requests++;
    }

    void wrote(int units) {
        writeUnits += units;
    }

    void read(int units) {
        readUnits += units;
    }

    void throttle() {
        throttled++;
    }

    void conflict() {
        conflicts++;
    }

    void giveUp() {
        unanswered++;
    }

    void took(long nanos) {
        taken++;
        takenNanos += nanos;
    }

    public long requests() {
        return requests;
    }

    public long writeUnits() {
        return writeUnits;
    }

    public long readUnits() {
        return readUnits;
    }

    /** Requests, or members of a batch or a transaction, that a bucket refused. */
    public long throttled() {
        return throttled;
    }

    /** Requests, or members of a batch or a transaction, that met a transaction under way. */
    public long conflicts() {
        return conflicts;
    }

    /** Requests whose callers gave up. */
    public long unanswered() {
        return unanswered;
    }

    /** How often a transaction took an item and has freed it. */
    public long itemsTaken() {
        return taken;
    }

    /** How long an item was taken on average; zero if none was. */
    public Duration meanTimeTaken() {
        return Duration.ofNanos(taken == 0 ? 0 : takenNanos / taken);
    }
}
