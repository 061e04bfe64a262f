package io.holdfast.domain.protocol;

import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.decision.Refusal;
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
     * The booking has no room for this verdict, so none is recorded. No attempt that was planned on what
     * was read before the version was raised takes effect later. Another delivery of the same command
     * may read after it and still decide it, so the command is asked again with the same id only.
     *
     * @param why what the failure would have been; empty where it was a success that has no room
     */
    record TooManyCommands(Optional<Refusal> why) implements ChangeAnswer {
        /** Whether asking again may well succeed: the command failed for a reason that passes. */
        public boolean isTransient() {
            return why.map(Refusal::reason).filter(Reason::isTransient).isPresent();
        }
    }

    /**
     * The store gave no decisive answer, or a later release wrote a state that this one cannot judge;
     * asking again with the same id decides it.
     */
    record Undecided() implements ChangeAnswer {}
}
