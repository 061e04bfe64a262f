package io.holdfast.domain.protocol;

import io.holdfast.domain.CommandRecord;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.resource.DefinitionRecord;
import java.util.Optional;

/**
 * The result of a command: a verdict, or that there is none and never will be, or that the same
 * request decides it later. A route answers 2xx or 409, another 4xx, or 503; the queue acknowledges
 * the message, moves it aside, or redelivers it.
 */
public sealed interface Answer {
    /** There is a verdict, and it is permanent. */
    sealed interface Decided extends Answer {
        Verdict verdict();

        /** Whether it was recorded before this invocation decided anything. */
        boolean replayed();
    }

    /**
     * The verdict of a booking: of the command to book, or the one that a command to resolve found
     * or recorded.
     */
    record BookingDecided(Booking booking, boolean replayed) implements Decided {
        @Override
        public Verdict verdict() {
            return booking.verdict();
        }
    }

    /** The verdict of a definition. */
    record DefinitionDecided(DefinitionRecord definition, boolean replayed) implements Decided {
        @Override
        public Verdict verdict() {
            return definition.verdict();
        }
    }

    /**
     * The verdict of a command on a booking.
     *
     * @param booking as it was when the verdict was found or recorded; empty if it was not read
     */
    record TransitionDecided(Verdict verdict, Optional<Booking> booking, boolean replayed)
            implements
                Decided {}

    /**
     * There is no verdict, and nothing was done.
     *
     * @param unrecorded the failure that the booking has no room for; empty in every other case
     */
    record Rejected(Cause cause, Optional<Refusal> unrecorded) implements Answer {
        static Rejected of(Cause cause) {
            return new Rejected(cause, Optional.empty());
        }

        /** Whether a repetition may succeed: the command failed for a transient reason. */
        public boolean isTransient() {
            return unrecorded.map(Refusal::reason).filter(Reason::isTransient).isPresent();
        }
    }

    /**
     * The store gave no decisive answer, or a later release recorded a status or a state that this
     * one does not know; a repetition with the same id decides it.
     */
    record Undecided() implements Answer {}

    /** Why there is no verdict. */
    enum Cause {
        /** Another command has used this id. */
        KEY_REUSED,
        /** The booking does not exist. It may still be made. */
        BOOKING_NOT_FOUND,
        /**
         * The booking has no room for this verdict. No attempt that read the booking before its
         * version was raised takes effect later. Another delivery of the same command may read it
         * after that and still decide it, so a caller repeats the command with the same id only.
         */
        TOO_MANY_COMMANDS,
        /** The caller's precondition is not met. */
        PRECONDITION_FAILED
    }

    /**
     * The recorded verdict, if it is that of the command with this fingerprint. So a redelivery is
     * recognized, from whatever door: by the id that its record has, and by the fingerprint.
     */
    static Answer replay(CommandRecord recorded, Fingerprint asked, Decided replay) {
        return recorded.answers(asked) ? replay : Rejected.of(Cause.KEY_REUSED);
    }
}
