package io.holdfast.domain.protocol;

import io.holdfast.domain.ledger.Writing;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Records a failure, which keeps the command from ever taking effect later: the write that admits a
 * command and the write that fails it exclude each other, so only one of them can succeed, however
 * late it arrives (design section 4, The fence). For a booking and a definition both are conditional
 * on the same item being absent; for a command on a booking see {@link TransitionFailure}.
 */
final class Fence {
    private static final List<Duration> WAITS = List.of(Duration.ZERO, Duration.ofMillis(25),
            Duration.ofMillis(75), Duration.ofMillis(200));

    private Fence() {}

    /**
     * Tries to record, a bounded number of times and within the invocation's time. Repeating is
     * harmless here, and only here: each try can only fail the one command.
     *
     * @return the first decisive answer, or Ambiguous if the store never gave one
     */
    static Writing record(Supplier<Writing> write, Invocation invocation) {
        for (Duration wait : WAITS) {
            if (!invocation.remainingTime().await(wait)) {
                return new Writing.Ambiguous();
            }
            Writing writing = write.get();
            if (writing instanceof Writing.Applied || writing instanceof Writing.Refused) {
                return writing;
            }
            // Throttled, in conflict or lost: the next try finds out whether this one took effect.
        }
        return new Writing.Ambiguous();
    }
}
