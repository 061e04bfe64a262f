package io.holdfast.lab.report;

/**
 * List prices in dollars.
 *
 * @param name the region and the date of these prices
 * @param writeUnits a million write units of a table on demand
 * @param readUnits a million read units of a table on demand
 * @param httpRequests a million requests to an HTTP API
 * @param invocations a million invocations of a function
 * @param gigabyteSeconds a million seconds of a function with 1 GB, on arm64
 * @param events a million events put on a bus
 * @param logGigabytes a gigabyte of ingested logs
 * @param queueRequests a million requests to a FIFO queue
 */
public record Prices(String name, double writeUnits, double readUnits, double httpRequests,
        double invocations, double gigabyteSeconds, double events, double logGigabytes,
        double queueRequests) {
    /** The prices of {@code infra/docs/cost.md}. */
    public static final Prices LIST = new Prices("list prices of us-east-1 as of 2025", 0.625,
            0.125, 1, 0.2, 13.3334, 1, 0.5, 0.5);
    private static final double MILLION = 1e6;

    /** What units of the table cost, in dollars. */
    public double ofUnits(double writes, double reads) {
        return (writes * writeUnits + reads * readUnits) / MILLION;
    }
}
