package io.holdfast.operate.source;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Sends a read again while the table throttles it: the audit shares the throughput with the callers
 * of the service, and is the one that can wait.
 */
final class Patience {
    /** Waits before a request that the store throttles is given up: 25 seconds together. */
    static final int MOST_WAITS = 8;
    private static final long FIRST_WAIT_MILLIS = 100;

    private Patience() {}

    /** @throws UnreadableSource if the request is still throttled after the last wait */
    static <T> T answer(String table, Supplier<T> request) {
        for (int wait = 0;; wait++) {
            try {
                return request.get();
            } catch (AwsServiceException e) {
                if (!e.isThrottlingException()) {
                    throw e;
                }
                pause(table, wait);
            }
        }
    }

    /** Waits longer each time. */
    static void pause(String table, int wait) {
        if (wait == MOST_WAITS) {
            throw new UnreadableSource("table " + table + " still throttles reads after "
                    + MOST_WAITS + " waits; run it again at a quieter time, or with fewer --requests");
        }
        try {
            TimeUnit.MILLISECONDS.sleep(FIRST_WAIT_MILLIS << wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableSource("interrupted", e);
        }
    }
}
