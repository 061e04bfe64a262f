package io.holdfast.domain;

import java.util.Optional;

/** What the protocol tells the caller of a confirm or a release. */
public sealed interface ChangeAnswer {
    /**
     * There is a verdict, for ever.
     *
     * @param booking as it stood when the verdict was found or made; empty if it was not read
     * @param replayed whether the verdict stood before this invocation decided anything
     */
    record Settled(Optional<Booking> booking, Verdict verdict, boolean replayed)
            implements
                ChangeAnswer {}

    /** Nothing stands under that booking id. The one answer that is not final. */
    record NotFound() implements ChangeAnswer {}

    /** Another command of this booking has used this id; nothing was done (V2). */
    record KeyReused() implements ChangeAnswer {}

    /**
     * The booking has no room for this verdict. Nothing was done, nothing is recorded, and no attempt
     * that was under way when this was answered takes effect later.
     */
    record TooManyCommands() implements ChangeAnswer {}

    /** The store gave no decisive answer; asking again with the same id decides it. */
    record Undecided() implements ChangeAnswer {}
}
