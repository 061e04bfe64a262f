package io.holdfast.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How a command ended, permanently: {@code COMMITTED} (all of it) or {@code FAILED} (none of it).
 * Times are in milliseconds, the precision that the table keeps.
 */
public sealed interface Verdict {
    Instant decidedAt();

    /** All of the command took effect, in one atomic write. */
    record Committed(Instant decidedAt) implements Verdict {
        public Committed {
            decidedAt = decidedAt.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /**
     * Nothing of the command took effect, and nothing of it ever will.
     *
     * @param text the reason's name as it is recorded: that of {@code reason}, or, if that is
     *        UNKNOWN, the one that a later release wrote
     */
    record Failed(Reason reason, String text, Evidence evidence, Instant decidedAt)
            implements
                Verdict {
        public Failed {
            if (Reason.of(text) != reason) {
                throw new InvalidInput("reason", "must be the name of the reason");
            }
            decidedAt = decidedAt.truncatedTo(ChronoUnit.MILLIS);
        }

        public Failed(Reason reason, Evidence evidence, Instant decidedAt) {
            this(reason, reason.name(), evidence, decidedAt);
        }
    }
}
