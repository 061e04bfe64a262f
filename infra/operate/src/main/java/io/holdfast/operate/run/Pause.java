package io.holdfast.operate.run;

import java.time.Duration;

/** Waits; a test lets something happen meanwhile. */
@FunctionalInterface
public interface Pause {
    void last(Duration duration);

    /** Sleeps. */
    static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
