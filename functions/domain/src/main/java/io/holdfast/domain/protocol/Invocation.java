package io.holdfast.domain.protocol;

import java.time.Duration;
import java.time.Instant;

/**
 * The time at which an invocation started, and how long it may still take.
 *
 * @param now the one reading of the clock, made at the start
 */
public record Invocation(Instant now, RemainingTime remainingTime) {
    /** The time that an invocation has left, so that the domain needs no clock. */
    @FunctionalInterface
    public interface RemainingTime {
        /**
         * Waits before the next try to record a failure.
         *
         * @param base how long, before jitter; zero for the first try
         * @return whether there is time for one more request and its answer
         */
        boolean await(Duration base);

        /**
         * Whether one more command of a batch can begin: there is time for all its requests, so
         * that no timeout interrupts it. Without a limit there is.
         */
        default boolean coversCommand() {
            return true;
        }
    }
}
