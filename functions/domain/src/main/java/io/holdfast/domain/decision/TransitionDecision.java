package io.holdfast.domain.decision;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Booking.Life;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.ChangeCommand;
import io.holdfast.domain.command.ChangeCommand.Confirm;
import io.holdfast.domain.command.ChangeCommand.Release;
import io.holdfast.domain.ledger.ChangeCommit;
import io.holdfast.domain.ledger.ChangeCommit.Kind;
import io.holdfast.domain.ledger.ChangeCommit.ResourceChange;
import io.holdfast.domain.protocol.ChangeAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether to admit a confirm or a release: pure functions of the booking's image and now. */
public final class TransitionDecision {
    private TransitionDecision() {}

    /** The verdict that stands already, or that another command has brought about for good. */
    public static Optional<ChangeAnswer> standing(ChangeCommand command, Booking booking) {
        Transition change = booking.commands().get(command.id());
        if (change != null) {
            return Optional.of(change.fingerprint().equals(command.fingerprint())
                    ? new ChangeAnswer.Settled(Optional.of(booking), change.verdict(), true)
                    : new ChangeAnswer.KeyReused());
        }
        return achieved(command, booking).map(at -> new ChangeAnswer.Settled(
                Optional.of(booking), new Verdict.Committed(at), true));
    }

    /** V8: what was confirmed stays confirmed, what was released as a whole stays released. */
    private static Optional<Instant> achieved(ChangeCommand command, Booking booking) {
        return booking.life().flatMap(life -> switch (command) {
            case Confirm confirm -> life.confirmedAt();
            case Release release -> release.isFull() ? life.releasedAt() : Optional.empty();
        });
    }

    /**
     * Before the write: admit, or refuse for the first reason by precedence.
     *
     * @throws InvalidInput if {@code units} is given for a booking of several lines
     */
    public static Decision<ChangeCommit> decide(ChangeCommand command, Booking booking,
            Instant now) {
        return TransitionRules.of(command, booking, now)
                .<Decision<ChangeCommit>>map(Decision.Refuse::new)
                .orElseGet(() -> admit(command, booking, booking.life().orElseThrow(), now));
    }

    /**
     * Whether the booking has room for the command's COMMITTED entry. Where it has none it never will,
     * and every attempt at the command that was planned earlier meets a version that has moved.
     */
    public static boolean hasRoom(ChangeCommand command, Booking booking) {
        return switch (command) {
            case Confirm confirm -> true;
            case Release release -> release.isFull() || booking.hasRoomForPartialRelease();
        };
    }

    private static Decision<ChangeCommit> admit(ChangeCommand command, Booking booking, Life life,
            Instant now) {
        return switch (command) {
            case Confirm confirm -> admitConfirm(confirm, booking, life, now);
            case Release release -> admitRelease(release, booking, life, now);
        };
    }

    private static Decision<ChangeCommit> admitConfirm(Confirm command, Booking booking,
            Life life, Instant now) {
        Verdict.Committed verdict = new Verdict.Committed(now);
        Life confirmed = new Life(BookingState.CONFIRMED, life.lines(), life.remaining(),
                life.slot(), Optional.of(verdict.decidedAt()), Optional.empty());
        return admit(command, booking, confirmed, life.remaining(), Kind.CONFIRM_HOLD, verdict);
    }

    private static Decision<ChangeCommit> admitRelease(Release command, Booking booking,
            Life life, Instant now) {
        List<Long> released = new ArrayList<>();
        List<Long> remaining = new ArrayList<>();
        for (int i = 0; i < life.lines().size(); i++) {
            released.add(released(command, life, i));
            remaining.add(life.remaining().get(i) - released.get(i));
        }
        boolean all = remaining.stream().allMatch(units -> units == 0);
        Verdict.Committed verdict = new Verdict.Committed(now);
        Life after = new Life(all ? BookingState.RELEASED : life.state(), life.lines(), remaining,
                life.slot(), life.confirmedAt(),
                all ? Optional.of(verdict.decidedAt()) : Optional.empty());
        Kind kind = life.state() == BookingState.HELD
                ? Kind.RELEASE_HOLD
                : Kind.RELEASE_CONFIRMED;
        return admit(command, booking, after, released, kind, verdict);
    }

    private static long released(Release command, Life life, int line) {
        if (command.isFull()) {
            return life.remaining().get(line);
        }
        if (command.units().isPresent()) {
            return command.units().getAsLong();
        }
        return command.lines().stream()
                .filter(each -> each.resource().equals(life.lines().get(line).key().id()))
                .mapToLong(Release.ReleaseLine::units).sum();
    }

    private static Decision<ChangeCommit> admit(ChangeCommand command, Booking booking,
            Life after, List<Long> units, Kind kind, Verdict.Committed verdict) {
        List<ResourceChange> changes = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            if (units.get(i) > 0) {
                changes.add(new ResourceChange(after.lines().get(i).key(), kind,
                        after.slot().orElse(0), units.get(i)));
            }
        }
        Transition change = new Transition(command.verb(), command.fingerprint(), verdict);
        return new Decision.Admit<>(new ChangeCommit(booking.after(command.id(), change, after),
                command.id(), changes));
    }
}
