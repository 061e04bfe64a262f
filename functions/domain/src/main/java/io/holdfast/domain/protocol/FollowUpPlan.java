package io.holdfast.domain.protocol;

import io.holdfast.domain.Id;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Command.FollowUp;
import io.holdfast.domain.decision.Decision;
import io.holdfast.domain.decision.LostTransition;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.decision.TransitionRules;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Confirms or releases a booking that exists. The guards need no image of the resources, so none is
 * read.
 */
record FollowUpPlan(FollowUp command) implements Plan {
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
     * the booking.
     */
    static Optional<Answer> recorded(FollowUp command, Booking booking) {
        return booking.transition(command.id()).map(entry -> replay(command, booking, entry))
                .or(() -> reachedAt(command, booking)
                        .map(at -> new Answer.TransitionDecided(new Verdict.Committed(at),
                                Optional.of(booking), true)));
    }

    private static Answer replay(FollowUp command, Booking booking, Transition entry) {
        return entry.fingerprint().equals(command.fingerprint())
                ? new Answer.TransitionDecided(entry.verdict(), Optional.of(booking), true)
                : Answer.Rejected.of(Answer.Cause.KEY_REUSED);
    }

    /** What was confirmed stays confirmed, what was released as a whole stays released. */
    private static Optional<Instant> reachedAt(FollowUp command, Booking booking) {
        return command.milestone().flatMap(milestone -> booking.admission()
                .flatMap(admission -> admission.reachedAt(milestone)));
    }

    @Override
    public Decision decide(Image image, Instant now) {
        return image.booking(command.booking())
                .map(booking -> TransitionRules.decide(command, booking, now))
                .orElseGet(Decision.NoBooking::new);
    }

    @Override
    public Refusal judge(Commit commit, Canceled why, Instant now) {
        return LostTransition.judge(command, commit, why, now);
    }

    @Override
    public Answer committed(Commit commit, Instant now) {
        return new Answer.TransitionDecided(new Verdict.Committed(now),
                commit.result().booking(command.booking()), false);
    }

    @Override
    public Failure failure(Verdict.Failed verdict, Image seen, Image inFlight) {
        return new TransitionFailure(command,
                new Transition(command.verb(), command.fingerprint(), verdict),
                seen.booking(command.booking()).orElseThrow(),
                inFlight.booking(command.booking()));
    }
}
