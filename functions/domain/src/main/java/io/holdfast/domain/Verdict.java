package io.holdfast.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How a command ended, for ever: {@code COMMITTED} (all of it) or {@code FAILED} (none of it).
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

    /** Nothing of the command took effect, and nothing of it ever will. */
    record Failed(Reason reason, Evidence evidence, Instant decidedAt) implements Verdict {
        public Failed {
            decidedAt = decidedAt.truncatedTo(ChronoUnit.MILLIS);
        }
    }
}
