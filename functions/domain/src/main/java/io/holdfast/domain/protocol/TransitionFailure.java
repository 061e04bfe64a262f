package io.holdfast.domain.protocol;

import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.RecordWrite.AddFailure;
import io.holdfast.domain.ledger.RecordWrite.RaiseVersion;
import io.holdfast.domain.ledger.Writing;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps one attempt at a command on a booking from ever taking effect later. Either the failure is
 * recorded in the booking, or, if the booking has no room for another failure, its version is
 * raised: every attempt is planned on a version, and takes effect on that version only. A failure
 * without room is no verdict, so it needs no entry, but the answer to the caller must stay true.
 */
final class TransitionFailure implements Failure {
    private final FollowUp command;
    private final Optional<Transition> inFlight;
    private Transition failed;
    private Booking seen;
    private boolean onlyIfUnchanged;

    /**
     * @param seen the newest known image of the booking; it has no verdict of the command
     * @param inFlight the transition that an ambiguous write of this invocation may have written
     */
    TransitionFailure(FollowUp command, Verdict.Failed verdict, Booking seen,
            Optional<Transition> inFlight) {
        this.command = command;
        this.failed = Transition.failed(command.verb(), command.fingerprint(), verdict);
        this.seen = seen;
        this.inFlight = inFlight;
        this.onlyIfUnchanged = isOfTwoImages(command, verdict);
    }

    /**
     * Whether the reason compares the booking with an image of a resource: that the slot of a hold
     * was collected, or that a resource has no room for what an amendment adds. The booking was
     * read before that image, so the reason is true only if the booking has not changed since.
     */
    private static boolean isOfTwoImages(FollowUp command, Verdict.Failed verdict) {
        return !verdict.reason().isTransient() && verdict.evidence().resource() != null
                && (command instanceof FollowUp.Amend
                        || verdict.evidence().figures().containsKey(Figure.EXPIRED_THROUGH));
    }

    @Override
    public Writing write(Ledger ledger) {
        return seen.hasRoomForFailure() ? add(ledger) : raise(ledger);
    }

    private Writing add(Ledger ledger) {
        Writing writing = ledger.record(new AddFailure(command, failed, seen.mostWithFailure(),
                onlyIfUnchanged ? OptionalLong.of(seen.version()) : OptionalLong.empty()));
        Optional<Booking> shown = shown(writing);
        if (shown.isPresent() && FollowUpPlan.recorded(command, shown.get()).isEmpty()) {
            retryOn(shown.get());
            return new Writing.NotApplied(Reason.CONTENTION);
        }
        return writing;
    }

    // Other commands have changed the booking since: the next try counts their entries, or finds no
    // room. What the booking said of the hold may be over, and the command has lost a race.
    private void retryOn(Booking shown) {
        if (onlyIfUnchanged && shown.version() != seen.version()) {
            onlyIfUnchanged = false;
            failed = Transition.failed(command.verb(), command.fingerprint(),
                    Refusal.of(Reason.CONTENTION).at(failed.verdict().decidedAt()));
        }
        seen = shown;
    }

    // If it is refused, the version has changed already, and the image shows whether this command
    // changed it.
    private Writing raise(Ledger ledger) {
        Writing raised = ledger.record(new RaiseVersion(seen.id(), seen.version()));
        return raised instanceof Writing.Applied
                ? new Writing.Refused(Image.of(seen.raised()))
                : raised;
    }

    private Optional<Booking> shown(Writing writing) {
        return writing instanceof Writing.Refused(Image image)
                ? image.booking(command.booking())
                : Optional.empty();
    }

    @Override
    public Answer answer(Writing recording) {
        return switch (recording) {
            case Writing.Applied() ->
                new Answer.TransitionDecided(failed.verdict(), Optional.empty(), false);
            case Writing.Refused(Image image) -> image.booking(command.booking())
                    .map(this::refused)
                    .orElseGet(() -> Answer.Rejected.of(Answer.Cause.BOOKING_NOT_FOUND));
            case Writing.NotApplied notApplied -> new Answer.Undecided();
            case Writing.Ambiguous ambiguous -> new Answer.Undecided();
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
