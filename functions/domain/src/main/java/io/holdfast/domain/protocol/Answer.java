package io.holdfast.domain.protocol;

import io.holdfast.domain.CommandRecord;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.ledger.Ledger.Recording;
import java.util.Optional;

/**
 * What the protocol tells the caller.
 *
 * @param <T> what stands under the command's id
 */
public sealed interface Answer<T extends CommandRecord> {
    /**
     * There is a verdict, for ever.
     *
     * @param replayed whether it stood before this invocation decided anything
     */
    record Settled<T extends CommandRecord>(T standing, boolean replayed) implements Answer<T> {}

    /** Another command has used this id; nothing was done (V2). */
    record KeyReused<T extends CommandRecord>() implements Answer<T> {}

    /**
     * The store gave no decisive answer, or a later release wrote a status that this one cannot judge;
     * asking again with the same id decides it.
     */
    record Undecided<T extends CommandRecord>() implements Answer<T> {}

    /** The caller's precondition was not met; nothing was done, and nothing is recorded. */
    record Unmet<T extends CommandRecord>() implements Answer<T> {}

    /** What stands, if it is the verdict of the command that asks. */
    static <T extends CommandRecord> Answer<T> replay(T standing, Fingerprint asked) {
        return standing.answers(asked) ? new Settled<>(standing, true) : new KeyReused<>();
    }

    /**
     * The answer after the fence. It is not a replay when what stands is this invocation's own write:
     * the failure it recorded, or the ambiguous write that turns out to have landed.
     *
     * @param inFlight what an ambiguous write of this invocation may have left behind
     */
    static <T extends CommandRecord> Answer<T> ofFence(Recording<T> recording, Fingerprint asked,
            T failed, Optional<T> inFlight) {
        return switch (recording) {
            case Recording.Recorded<T>() -> new Settled<>(failed, false);
            case Recording.Standing<T>(T standing) -> {
                boolean own = standing.equals(failed)
                        || inFlight.filter(standing::equals).isPresent();
                yield own ? new Settled<>(standing, false) : replay(standing, asked);
            }
            case Recording.Absent<T>() ->
                throw new IllegalStateException("a put if absent found nothing and failed");
            case Recording.NotRecorded<T>() -> new Undecided<>();
        };
    }
}
