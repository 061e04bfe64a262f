package io.holdfast.domain.protocol;

import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Command.FollowUp;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Recording;
import io.holdfast.domain.ledger.RecordWrite.AddFailure;
import io.holdfast.domain.ledger.RecordWrite.RaiseVersion;
import java.util.Optional;

/**
 * Keeps one attempt at a confirm or a release from ever taking effect later. Either the failure is
 * recorded in the booking, or, if the booking has no room for another failure, its version is
 * raised: every attempt is planned on a version, and takes effect on that version only. A failure
 * without room is no verdict, so it needs no entry, but the answer to the caller must stay true.
 */
final class TransitionFailure implements Failure {
    private final FollowUp command;
    private final Transition failed;
    private final Optional<Transition> inFlight;
    private Booking seen;

    /**
     * @param seen the newest known image of the booking; it has no verdict of the command
     * @param inFlight the booking that an ambiguous write of this invocation may have written
     */
    TransitionFailure(FollowUp command, Transition failed, Booking seen,
            Optional<Booking> inFlight) {
        this.command = command;
        this.failed = failed;
        this.seen = seen;
        this.inFlight = inFlight.flatMap(booking -> booking.transition(command.id()));
    }

    @Override
    public Recording write(Ledger ledger) {
        return seen.hasRoomForFailure() ? add(ledger) : raise(ledger);
    }

    private Recording add(Ledger ledger) {
        Recording recording = ledger
                .record(new AddFailure(command, failed, seen.mostWithFailure()));
        Optional<Booking> shown = shown(recording);
        if (shown.isPresent() && FollowUpPlan.recorded(command, shown.get()).isEmpty()) {
            // Other commands have added successes since; the next try counts them, or finds no
            // room.
            seen = shown.get();
            return new Recording.NotRecorded();
        }
        return recording;
    }

    // If it is refused, the version has changed already, and the image shows whether this command
    // changed it.
    private Recording raise(Ledger ledger) {
        Recording raised = ledger.record(new RaiseVersion(seen));
        return raised instanceof Recording.Recorded
                ? new Recording.Refused(Image.of(seen))
                : raised;
    }

    private Optional<Booking> shown(Recording recording) {
        return recording instanceof Recording.Refused(Image image)
                ? image.booking(command.booking())
                : Optional.empty();
    }

    @Override
    public Answer answer(Recording recording) {
        return switch (recording) {
            case Recording.Recorded() ->
                new Answer.TransitionDecided(failed.verdict(), Optional.empty(), false);
            case Recording.Refused(Image image) -> image.booking(command.booking())
                    .map(this::refused)
                    .orElseGet(() -> Answer.Rejected.of(Answer.Cause.BOOKING_NOT_FOUND));
            case Recording.NotRecorded() -> new Answer.Undecided();
        };
    }

    // In this order: the booking has a verdict of this command, another command has permanently
    // confirmed or released it as this one would, or there is no room.
    private Answer refused(Booking booking) {
        return FollowUpPlan.recorded(command, booking).map(answer -> own(answer, booking))
                .orElseGet(() -> new Answer.Rejected(Answer.Cause.TOO_MANY_COMMANDS,
                        Optional.of(refusal())));
    }

    private Answer own(Answer answer, Booking booking) {
        Optional<Transition> entry = booking.transition(command.id());
        boolean own = entry.filter(failed::equals).isPresent()
                || (entry.isPresent() && entry.equals(inFlight));
        return own && answer instanceof Answer.TransitionDecided decided
                ? new Answer.TransitionDecided(decided.verdict(), decided.booking(), false)
                : answer;
    }

    private Refusal refusal() {
        Verdict.Failed verdict = (Verdict.Failed) failed.verdict();
        return new Refusal(verdict.reason(), verdict.evidence());
    }
}
