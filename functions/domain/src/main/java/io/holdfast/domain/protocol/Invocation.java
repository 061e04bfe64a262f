package io.holdfast.domain.protocol;

import io.holdfast.domain.Nonce;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The time at which an invocation started, how long it may still take, and what it draws.
 *
 * @param now the one reading of the clock, made at the start
 * @param nonces a new one for each attempt, drawn when it is asked for
 * @param encounters what the invocation meets
 */
public record Invocation(Instant now, RemainingTime remainingTime, Supplier<Nonce> nonces,
        Encounters encounters) {
    public Invocation(Instant now, RemainingTime remainingTime, Supplier<Nonce> nonces) {
        this(now, remainingTime, nonces, new Encounters());
    }

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

    /** Whether there is time for one more request and its answer. */
    boolean coversRequest() {
        return remainingTime.await(Duration.ZERO);
    }
}
