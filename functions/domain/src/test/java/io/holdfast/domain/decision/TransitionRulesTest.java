package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
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
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Movement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A confirm and a release, judged on the booking alone. */
class TransitionRulesTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private static final ResourceId HALL = new ResourceId("hall");
    private static final BookingId ID = new BookingId("b");
    private static final Bucket.Slot SLOT = new Bucket.Slot(Rooms.slot());
    private static final Instant LATER = ExpiryWheel.expiresAt(SLOT.minute());
    private static final Verdict.Committed COMMITTED = new Verdict.Committed(NOON);

    private final Confirm confirm = new Confirm(ID, new CommandId("c"));
    private final Release everything = release(OptionalLong.empty());
    private final Booking held = booking(held(3));
    private final Booking confirmed = booking(Admission.confirmed(List.of(room(3)), NOON));

    @Test
    void aConfirmMovesUnitsFromTheirSlot() {
        Commit commit = admitted(confirm, held);

        assertThat(commit.resources())
                .containsExactly(move(ROOM, new Movement(SLOT, Counter.CONFIRMED, 3)));
        assertThat(after(commit).state()).isEqualTo(BookingState.CONFIRMED);
        assertThat(after(commit).confirmedAt()).contains(NOON);
        assertThat(commit.result().booking(ID)).map(Booking::version).contains(2L);
    }

    @Test
    void aReleaseGivesUnitsBackFromWhereTheyAre() {
        assertThat(admitted(everything, held).resources())
                .containsExactly(move(ROOM, new Movement(SLOT, Counter.AVAILABLE, 3)));
        assertThat(admitted(release(OptionalLong.of(2)), confirmed).resources())
                .containsExactly(move(ROOM,
                        new Movement(Counter.CONFIRMED, Counter.AVAILABLE, 2)));
    }

    @Test
    void aLineOfWhichNothingIsReleasedIsNotWritten() {
        Booking two = booking(Admission.held(List.of(room(3), new Line(HALL, 2, 2)),
                SLOT.minute()));
        Release part = new Release(ID, new CommandId("r"), OptionalLong.empty(),
                List.of(new Release.Part(HALL, 2)));

        Commit commit = admitted(part, two);

        assertThat(commit.resources())
                .containsExactly(move(HALL, new Movement(SLOT, Counter.AVAILABLE, 2)));
        assertThat(after(commit).state()).isEqualTo(BookingState.HELD);
        assertThat(after(commit).lines()).extracting(Line::remaining).containsExactly(3L, 0L);
    }

    @Test
    void aFailedBookingAllowsNoTransition() {
        Booking failed = Booking.abandoned(ID,
                new Verdict.Failed(Reason.ABANDONED, Evidence.NONE, NOON));

        assertThat(refused(confirm, failed, NOON)).isEqualTo(Refusal.of(Reason.ILLEGAL_STATE));
        assertThat(refused(everything, failed, NOON)).isEqualTo(Refusal.of(Reason.ILLEGAL_STATE));
    }

    @Test
    void aReleasedBookingAllowsNoTransition() {
        Admission admission = held(3).release(List.of(room(0)), NOON);

        assertThat(refused(confirm, booking(admission), LATER))
                .isEqualTo(Refusal.of(Reason.ILLEGAL_STATE));
    }

    @Test
    void moreThanRemainsComesBeforeTheClock() {
        assertThat(refused(release(OptionalLong.of(4)), held, LATER))
                .isEqualTo(new Refusal(Reason.ILLEGAL_STATE, Evidence.of(ROOM)
                        .with(Figure.REQUESTED, 4).with(Figure.REMAINING, 3)));
        assertThat(refused(release(OptionalLong.of(3)), held, LATER).reason())
                .isEqualTo(Reason.HOLD_EXPIRED);
    }

    @Test
    void aHoldAllowsNothingFromItsSlotOn() {
        for (FollowUp command : List.of(confirm, everything)) {
            assertThat(TransitionRules.decide(command, held, LATER.minusMillis(1)))
                    .isInstanceOf(Decision.Admit.class);
            assertThat(refused(command, held, LATER)).isEqualTo(new Refusal(Reason.HOLD_EXPIRED,
                    Evidence.NONE.with(Figure.SLOT, SLOT.minute())));
        }
        assertThat(TransitionRules.decide(everything, confirmed, LATER))
                .isInstanceOf(Decision.Admit.class);
    }

    @Test
    void aResourceThatTheBookingDoesNotHaveHasNothingLeft() {
        Release part = new Release(ID, new CommandId("r"), OptionalLong.empty(),
                List.of(new Release.Part(HALL, 1)));

        assertThat(refused(part, held, NOON)).isEqualTo(new Refusal(Reason.ILLEGAL_STATE,
                Evidence.of(HALL).with(Figure.REQUESTED, 1).with(Figure.REMAINING, 0)));
    }

    @Test
    void unitsOfABookingOfSeveralLinesAreInvalid() {
        Booking two = booking(Admission.held(List.of(room(3), new Line(HALL, 2, 2)),
                SLOT.minute()));

        assertThatThrownBy(() -> TransitionRules.decide(release(OptionalLong.of(1)), two, NOON))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("units: the booking has several lines; say which in lines");
    }

    @Test
    void onlyAPartialReleaseNeedsRoom() {
        Map<CommandId, Transition> releases = new HashMap<>();
        for (int i = 0; i < Limits.COMMANDS; i++) {
            releases.put(new CommandId("r" + i),
                    new Transition(Verb.RELEASE, new Fingerprint("0".repeat(64)), COMMITTED));
        }
        Booking full = new Booking(ID, 1, null, COMMITTED, Optional.of(held(3)), releases,
                Optional.empty());

        assertThat(TransitionRules.decide(release(OptionalLong.of(1)), full, NOON))
                .isEqualTo(new Decision.NoRoom());
        assertThat(refused(release(OptionalLong.of(4)), full, NOON).reason())
                .as("a failure first").isEqualTo(Reason.ILLEGAL_STATE);
        assertThat(TransitionRules.decide(everything, full, NOON))
                .isInstanceOf(Decision.Admit.class);
        assertThat(TransitionRules.decide(confirm, full, NOON))
                .isInstanceOf(Decision.Admit.class);
    }

    @Test
    void aStateOfALaterReleaseIsLeftToThatRelease() {
        Booking unknown = booking(new Admission(BookingState.UNKNOWN, List.of(room(3)),
                OptionalLong.empty(), Optional.empty(), Optional.empty()));

        assertThat(TransitionRules.decide(confirm, unknown, NOON))
                .isEqualTo(new Decision.Unjudgeable());
    }

    private static Refusal refused(FollowUp command, Booking booking, Instant now) {
        return ((Decision.Refuse) TransitionRules.decide(command, booking, now)).refusal();
    }

    private static Commit admitted(FollowUp command, Booking booking) {
        return ((Decision.Admit) TransitionRules.decide(command, booking, NOON)).commit();
    }

    private static Admission after(Commit commit) {
        return commit.result().booking(ID).flatMap(Booking::admission).orElseThrow();
    }

    private static ResourceWrite move(ResourceId resource, Movement movement) {
        return Move.of(resource, List.of(movement));
    }

    private static Booking booking(Admission admission) {
        return new Booking(ID, 1, new Fingerprint("0".repeat(64)), COMMITTED,
                Optional.of(admission), Map.of(), Optional.empty());
    }

    private static Admission held(long remaining) {
        return Admission.held(List.of(room(remaining)), SLOT.minute());
    }

    private static Line room(long remaining) {
        return new Line(ROOM, 3, remaining);
    }

    private static Release release(OptionalLong units) {
        return new Release(ID, new CommandId("r"), units, List.of());
    }
}
