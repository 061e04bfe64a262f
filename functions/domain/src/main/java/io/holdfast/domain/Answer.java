package io.holdfast.domain;

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

    /** The store gave no decisive answer; asking again with the same id decides it. */
    record Undecided<T extends CommandRecord>() implements Answer<T> {}

    /** What stands, if it is the verdict of the command that asks. */
    static <T extends CommandRecord> Answer<T> replay(T standing, Fingerprint asked) {
        return standing.answers(asked) ? new Settled<>(standing, true) : new KeyReused<>();
    }

    /**
     * What stands after the fence. It is not a replay when it is this invocation's own write: the
     * failure it recorded, or the ambiguous write that turns out to have landed.
     */
    static <T extends CommandRecord> Answer<T> ofFence(T standing, Fingerprint asked, T failed,
            Optional<T> inFlight) {
        boolean own = standing.equals(failed) || inFlight.filter(standing::equals).isPresent();
        return own ? new Settled<>(standing, false) : replay(standing, asked);
    }
}
