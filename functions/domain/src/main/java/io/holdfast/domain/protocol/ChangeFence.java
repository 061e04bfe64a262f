package io.holdfast.domain.protocol;

import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.ChangeCommand;
import io.holdfast.domain.decision.TransitionDecision;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Recording;

/**
 * Keeps one attempt at a confirm or a release from ever taking effect later. Either the failure is
 * recorded in the booking, or, where the booking has no room for another failure, its version is
 * raised: every attempt is planned on a version, and lands on that version only. A failure without
 * room is no verdict, so it needs no entry, but what was answered must stay true.
 */
final class ChangeFence {
    private final Ledger ledger;
    private final ChangeCommand command;
    private final Transition failed;
    private Booking seen;

    /** @param seen the newest image of the booking that is known; it has no verdict of the command */
    ChangeFence(Ledger ledger, ChangeCommand command, Transition failed, Booking seen) {
        this.ledger = ledger;
        this.command = command;
        this.failed = failed;
        this.seen = seen;
    }

    /**
     * One write, to be repeated until its answer is decisive.
     *
     * @return {@code Standing} with a booking that has a verdict of the command, or with one that has
     *         none and no room, and that no earlier attempt can change any more
     */
    Recording<Booking> attempt() {
        return seen.hasRoomForFailure() ? record() : raise();
    }

    private Recording<Booking> record() {
        Recording<Booking> recording = ledger.record(command, failed, seen.mostWithFailure());
        if (recording instanceof Recording.Standing<Booking>(Booking image)
                && TransitionDecision.standing(command, image).isEmpty()) {
            // Successes have been added since; the next try counts them, or finds no room.
            seen = image;
            return new Recording.NotRecorded<>();
        }
        return recording;
    }

    // Refused, the version has moved already, and the image says whether by this very command.
    private Recording<Booking> raise() {
        Recording<Booking> raised = ledger.raiseVersion(seen);
        return raised instanceof Recording.Recorded<Booking>
                ? new Recording.Standing<>(seen)
                : raised;
    }
}
