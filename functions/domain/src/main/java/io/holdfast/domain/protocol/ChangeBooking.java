package io.holdfast.domain.protocol;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.ChangeCommand;
import io.holdfast.domain.decision.Decision;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.decision.TransitionDecision;
import io.holdfast.domain.decision.TransitionRules;
import io.holdfast.domain.ledger.Cancelled;
import io.holdfast.domain.ledger.ChangeCommit;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.Ledger.Recording;
import java.util.Optional;

/**
 * The protocol of a confirm and of a release: read the booking, decide, one guarded write, and, if
 * that write did not take effect for certain, record the failure inside the booking (design section
 * 4, Confirm / Release). The guards need no image of the resources, so none is read. A read that
 * failed decides nothing and is followed by no write.
 */
public final class ChangeBooking {
    private final Ledger ledger;

    public ChangeBooking(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Confirms or releases.
     *
     * @throws InvalidInput if {@code units} is given for a booking of several lines
     */
    public ChangeAnswer change(ChangeCommand command, Invocation invocation) {
        return switch (ledger.readBooking(command.booking())) {
            case Reading.NotRead<Optional<Booking>> notRead -> new ChangeAnswer.Undecided();
            case Reading.Read<Optional<Booking>>(Optional<Booking> booking) -> booking
                    .map(image -> decide(command, image, invocation))
                    .orElseGet(ChangeAnswer.NotFound::new);
        };
    }

    private ChangeAnswer decide(ChangeCommand command, Booking booking, Invocation invocation) {
        Optional<ChangeAnswer> standing = TransitionDecision.standing(command, booking);
        if (standing.isPresent()) {
            return standing.get();
        }
        // A later release moved the booking to a state that this one cannot judge; that release decides.
        if (booking.life().filter(life -> life.state() == BookingState.UNKNOWN).isPresent()) {
            return new ChangeAnswer.Undecided();
        }
        return switch (TransitionDecision.decide(command, booking, invocation.now())) {
            case Decision.Admit<ChangeCommit>(ChangeCommit commit) ->
                TransitionDecision.hasRoom(command, booking)
                        ? commit(command, commit, booking, invocation)
                        : new ChangeAnswer.TooManyCommands(Optional.empty());
            case Decision.Refuse<ChangeCommit>(Refusal refusal) ->
                fail(command, refusal, booking, false, invocation);
        };
    }

    private ChangeAnswer commit(ChangeCommand command, ChangeCommit commit, Booking seen,
            Invocation invocation) {
        return switch (ledger.commit(commit)) {
            case Committing.Applied<Booking>() -> new ChangeAnswer.Settled(
                    Optional.of(commit.after()), new Verdict.Committed(invocation.now()), false);
            // V9: a guard that failed alone goes through the same fence, for the same command may be
            // under way elsewhere; only a verdict that stands needs none.
            case Committing.NotApplied<Booking>(Cancelled<Booking> why) -> {
                Booking newest = why.standing().stream().findFirst().orElse(seen);
                yield TransitionDecision.standing(command, newest)
                        .orElseGet(() -> fail(command, TransitionRules.afterCancel(command, commit,
                                why, invocation.now()), newest, false, invocation));
            }
            case Committing.Ambiguous<Booking>() ->
                fail(command, Refusal.of(Reason.STORE_ERROR), seen, true, invocation);
        };
    }

    /**
     * @param seen the newest image of the booking that is known
     * @param inFlight whether an ambiguous write of this invocation may have landed
     */
    private ChangeAnswer fail(ChangeCommand command, Refusal refusal, Booking seen,
            boolean inFlight, Invocation invocation) {
        Verdict.Failed verdict = refusal.at(invocation.now());
        Transition failed = new Transition(command.verb(), command.fingerprint(), verdict);
        ChangeFence fence = new ChangeFence(ledger, command, failed, seen);
        return switch (Fence.record(fence::attempt, invocation)) {
            case Recording.Recorded<Booking>() ->
                new ChangeAnswer.Settled(Optional.empty(), verdict, false);
            case Recording.Standing<Booking>(Booking booking) ->
                afterFence(command, booking, failed, refusal, inFlight, invocation);
            case Recording.Absent<Booking>() -> new ChangeAnswer.NotFound();
            case Recording.NotRecorded<Booking>() -> new ChangeAnswer.Undecided();
        };
    }

    // The fence found a verdict of this command, or that what it asks for was brought about for good
    // in between (V8), or no room; in this order.
    private static ChangeAnswer afterFence(ChangeCommand command, Booking booking,
            Transition failed,
            Refusal refusal, boolean inFlight, Invocation invocation) {
        Transition standing = booking.commands().get(command.id());
        boolean own = failed.equals(standing) || (inFlight && standing != null
                && standing.verdict().equals(new Verdict.Committed(invocation.now())));
        return TransitionDecision.standing(command, booking)
                .<ChangeAnswer>map(answer -> own && answer instanceof ChangeAnswer.Settled settled
                        ? new ChangeAnswer.Settled(settled.booking(), settled.verdict(), false)
                        : answer)
                .orElseGet(() -> new ChangeAnswer.TooManyCommands(Optional.of(refusal)));
    }
}
