package io.holdfast.domain.protocol;

import io.holdfast.domain.Id;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.decision.Decision;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.decision.TransitionRules;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Carries out a command on a booking that exists. Its resources are read once it is known. */
record FollowUpPlan(FollowUp command) implements Plan {
    @Override
    public Id record() {
        return command.booking();
    }

    @Override
    public Set<Id> reads() {
        return Set.of(command.booking());
    }

    @Override
    public Optional<Answer> recorded(Image image) {
        Optional<Booking> booking = image.booking(command.booking());
        return booking.flatMap(each -> recorded(command, each));
    }

    /**
     * The recorded verdict, or that of another command that has permanently confirmed or released
     * the booking, or that the booking failed: no command ever changes it, so nothing is recorded.
     */
    static Optional<Answer> recorded(FollowUp command, Booking booking) {
        return booking.transition(command.id()).map(entry -> replay(command, booking, entry))
                .or(() -> reachedAt(command, booking)
                        .map(at -> new Answer.TransitionDecided(new Verdict.Committed(at),
                                Optional.of(booking), true)))
                .or(() -> booking.admission().isEmpty()
                        ? Optional.of(illegal(booking))
                        : Optional.empty());
    }

    private static Answer replay(FollowUp command, Booking booking, Transition entry) {
        return entry.fingerprint().equals(command.fingerprint())
                ? new Answer.TransitionDecided(entry.verdict(), Optional.of(booking), true)
                : Answer.Rejected.of(Answer.Cause.KEY_REUSED);
    }

    // Since the booking failed, and with its time, so that every repetition gets the same verdict.
    private static Answer illegal(Booking booking) {
        return new Answer.TransitionDecided(
                Refusal.of(Reason.ILLEGAL_STATE).at(booking.verdict().decidedAt()),
                Optional.of(booking), false);
    }

    /** What was confirmed stays confirmed, what was released as a whole stays released. */
    private static Optional<Instant> reachedAt(FollowUp command, Booking booking) {
        return command.milestone().flatMap(milestone -> booking.admission()
                .flatMap(admission -> admission.reachedAt(milestone)));
    }

    @Override
    public Set<Id> readsAfter(Image image, Instant now) {
        return image.booking(command.booking())
                .map(booking -> Set.<Id>copyOf(TransitionRules.resources(command, booking, now)))
                .orElse(Set.of());
    }

    @Override
    public boolean isUnchanged(Image planned, Image later) {
        return planned.booking(command.booking()).map(Booking::version)
                .equals(later.booking(command.booking()).map(Booking::version));
    }

    @Override
    public Decision decide(Image image, Instant now, Nonce nonce) {
        return image.booking(command.booking())
                .map(booking -> TransitionRules.decide(command, booking, image, now, nonce))
                .orElseGet(Decision.NoBooking::new);
    }

    @Override
    public Decision judge(ResourceId resource, Image image, Image seen, Instant now) {
        return new Decision.Refuse(TransitionRules.judge(command,
                seen.booking(command.booking()).orElseThrow(), resource,
                image.resource(resource), now));
    }

    // An intent that was planned on another version is void by now, or this attempt is.
    @Override
    public boolean isOfThisCommand(ResourceId resource, Image image) {
        return image.resource(resource)
                .flatMap(each -> Optional.ofNullable(each.intents().get(command.booking())))
                .filter(intent -> intent.command().equals(Optional.of(command.id()))
                        && intent.fingerprint() == command.fingerprint().bits())
                .isPresent();
    }

    @Override
    public Answer committed(RecordWrite record, Instant now) {
        return new Answer.TransitionDecided(new Verdict.Committed(now),
                Optional.of(((AddTransition) record).after()), false);
    }

    @Override
    public Failure failure(Verdict.Failed verdict, Image seen, Optional<RecordWrite> inFlight) {
        return new TransitionFailure(command, verdict,
                seen.booking(command.booking()).orElseThrow(),
                inFlight.map(record -> ((AddTransition) record).transition()));
    }
}
