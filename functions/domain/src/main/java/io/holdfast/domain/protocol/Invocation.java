package io.holdfast.domain.protocol;

import java.time.Duration;
import java.time.Instant;

/**
 * What one invocation brings along: its one reading of the clock, and its patience.
 *
 * @param now read once, at the start
 * @param pacer waits between tries to record a failure
 */
public record Invocation(Instant now, Pacer pacer) {
    /** The invocation's clock and remaining time, so that the domain needs neither. */
    @FunctionalInterface
    public interface Pacer {
        /**
         * Waits before the next try to record a failure.
         *
         * @param base how long, before jitter; zero for the first try
         * @return whether there is still time for one more request and its answer
         */
        boolean await(Duration base);

        /**
         * Whether one more command of a batch can be begun: there is time for all its requests, so that
         * it is not cut off in the middle. Without a limit there is.
         */
        default boolean coversCommand() {
            return true;
        }
    }
}
