package io.holdfast.examples;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that grow, with jitter, so that callers that failed together do not retry together. */
@FunctionalInterface
public interface Pauses {
    /** Pauses of 200 ms, 400 ms and so on, up to 5 s. */
    Pauses GROWING = tries -> {
        long millis = Math.min(5_000, 200L << Math.min(tries, 10));
        Thread.sleep(Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 2)));
    };

    void after(int tries) throws InterruptedException;
}
