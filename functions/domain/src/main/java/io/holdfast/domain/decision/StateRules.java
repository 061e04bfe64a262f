package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Reason;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.decision.Rules.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The reasons to refuse a command that the state of its booking gives, and {@code now}. */
final class StateRules {
    private static final Rules<Asked> RULES = new Rules<>(List.of(
            new Rule<>(Reason.ILLEGAL_STATE, Asked::isReleased, asked -> Evidence.NONE),
            new Rule<>(Reason.ILLEGAL_STATE, Asked::extendsNoHold, asked -> Evidence.NONE),
            new Rule<>(Reason.ILLEGAL_STATE, Asked::unitsAreShort, Asked::units),
            new Rule<>(Reason.HOLD_EXPIRED, Asked::holdHasExpired, Asked::slot)));

    private StateRules() {}

    /** The first reason by precedence, if any applies. */
    static Optional<Refusal> refusal(FollowUp command, Booking booking, Instant now) {
        return RULES.refusal(new Asked(command, booking, now));
    }

    /** A command, and the booking that it names. */
    private record Asked(FollowUp command, Booking booking, Instant now) {
        Admission admission() {
            return booking.admission().orElseThrow();
        }

        boolean isReleased() {
            return admission().state() == BookingState.RELEASED;
        }

        boolean extendsNoHold() {
            return command instanceof Extend && admission().state() != BookingState.HELD;
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
}
