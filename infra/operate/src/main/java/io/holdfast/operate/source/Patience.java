package io.holdfast.operate.source;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Sends a read again while the table throttles it: the audit shares the throughput with the callers
 * of the service, and is the one that can wait.
 */
record Patience(String table, LongConsumer sleepMillis) {
    /** Waits before a request that the store throttles is given up: 25 seconds together. */
    static final int MOST_WAITS = 8;
    private static final long FIRST_WAIT_MILLIS = 100;

    Patience(String table) {
        this(table, Patience::sleep);
    }

    /**
     * Sends a request until it is not throttled.
     *
     * @throws UnreadableSource if it still is after the last wait
     */
    <T> T answer(Supplier<T> request) {
        for (int wait = 0;; wait++) {
            try {
                return request.get();
            } catch (AwsServiceException e) {
                if (!e.isThrottlingException()) {
                    throw e;
                }
                pause(wait);
            }
        }
    }

    /** Waits, longer each time. */
    void pause(int wait) {
        if (wait == MOST_WAITS) {
            throw new UnreadableSource("table " + table + " still throttles reads after "
                    + MOST_WAITS
                    + " waits; run it again at a quieter time, or with fewer --requests");
        }
        sleepMillis.accept(FIRST_WAIT_MILLIS << wait);
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableSource("interrupted", e);
        }
    }
}
