package io.holdfast.engine.service;

/** What the store was asked, what it charged and what it refused, counted from its start. */
public final class Consumption {
    private long requests;
    private long writeUnits;
    private long readUnits;
    private long throttled;
    private long conflicts;

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

    public long requests() {
        return requests;
    }

    public long writeUnits() {
        return writeUnits;
    }

    public long readUnits() {
        return readUnits;
    }

    /** Requests, or members of a batch, that a bucket refused. */
    public long throttled() {
        return throttled;
    }

    /** Requests that a transaction under way refused. */
    public long conflicts() {
        return conflicts;
    }
}
