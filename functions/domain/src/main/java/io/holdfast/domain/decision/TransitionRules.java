package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Command.Confirm;
import io.holdfast.domain.command.Command.FollowUp;
import io.holdfast.domain.command.Command.Release;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Movement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether to admit a confirm or a release: pure functions of the booking's image and {@code now}.
 * The guards of the write need no image of the resources.
 */
public final class TransitionRules {
    private static final Rules<Asked> RULES = new Rules<>(List.of(
            new Rule<>(Reason.ILLEGAL_STATE, Asked::bookingFailed, asked -> Evidence.NONE),
            new Rule<>(Reason.ILLEGAL_STATE, Asked::isReleased, asked -> Evidence.NONE),
            new Rule<>(Reason.ILLEGAL_STATE, Asked::unitsAreShort, Asked::units),
            new Rule<>(Reason.HOLD_EXPIRED, Asked::holdHasExpired, Asked::slot)));

    private TransitionRules() {}

    /** A command, and the booking that it names. */
    private record Asked(FollowUp command, Booking booking, Instant now) {
        Admission admission() {
            return booking.admission().orElseThrow();
        }

        boolean bookingFailed() {
            return booking.admission().isEmpty();
        }

        boolean isReleased() {
            return admission().state() == BookingState.RELEASED;
        }

        boolean unitsAreShort() {
            return tooMany().isPresent();
        }

        boolean holdHasExpired() {
            return admission().isExpiredAt(now);
        }

        Evidence units() {
            return tooMany().orElseThrow();
        }

        Evidence slot() {
            return Evidence.NONE.with(Figure.SLOT, admission().slot().orElseThrow());
        }

        private Optional<Evidence> tooMany() {
            return command instanceof Release release
                    ? Releases.moreThanRemains(release, admission())
                    : Optional.empty();
        }
    }

    /**
     * Before the write: admits the command, or refuses it for the first reason by precedence.
     *
     * @throws InvalidInput if {@code units} is given for a booking of several lines
     */
    public static Decision decide(FollowUp command, Booking booking, Instant now) {
        if (booking.admission().filter(each -> each.state() == BookingState.UNKNOWN).isPresent()) {
            return new Decision.Unjudgeable();
        }
        Optional<Refusal> refusal = refusal(command, booking, now);
        if (refusal.isPresent()) {
            return new Decision.Refuse(refusal.get());
        }
        return hasRoom(command, booking)
                ? new Decision.Admit(admit(command, booking, now))
                : new Decision.NoRoom();
    }

    static Optional<Refusal> refusal(FollowUp command, Booking booking, Instant now) {
        // Lines never change, so this is the same for every attempt: invalid input, not a verdict.
        if (command instanceof Release release && booking.admission().isPresent()) {
            Releases.requireLines(release, booking.admission().get());
        }
        return RULES.refusal(new Asked(command, booking, now));
    }

    // A booking without room never gets room again, and every earlier attempt at the command was
    // planned on a version that has changed since.
    private static boolean hasRoom(FollowUp command, Booking booking) {
        return switch (command) {
            case Confirm confirm -> true;
            case Release release -> release.isFull() || booking.hasRoomForPartialRelease();
        };
    }

    private static Commit admit(FollowUp command, Booking booking, Instant now) {
        Admission seen = booking.admission().orElseThrow();
        Verdict.Committed verdict = new Verdict.Committed(now);
        Transition transition = new Transition(command.verb(), command.fingerprint(), verdict);
        Admission changed = switch (command) {
            case Confirm confirm -> seen.confirm(verdict.decidedAt());
            case Release release -> seen.release(seen.lines().stream()
                    .map(line -> line.release(Releases.unitsOf(release, line))).toList(),
                    verdict.decidedAt());
        };
        return new Commit(
                List.of(new AddTransition(booking.after(command.id(), transition, changed),
                        command.id())),
                writes(command, seen));
    }

    private static List<ResourceWrite> writes(FollowUp command, Admission seen) {
        List<ResourceWrite> writes = new ArrayList<>();
        for (Line line : seen.lines()) {
            long units = switch (command) {
                case Confirm confirm -> line.remaining();
                case Release release -> Releases.unitsOf(release, line);
            };
            if (units > 0) {
                writes.add(Move.of(line.resource(),
                        List.of(new Movement(from(seen), to(command), units))));
            }
        }
        return writes;
    }

    private static Bucket from(Admission seen) {
        return seen.state() == BookingState.HELD
                ? new Bucket.Slot(seen.slot().orElseThrow())
                : Bucket.Counter.CONFIRMED;
    }

    private static Bucket to(FollowUp command) {
        return switch (command) {
            case Confirm confirm -> Bucket.Counter.CONFIRMED;
            case Release release -> Bucket.Counter.AVAILABLE;
        };
    }
}
