package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;
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
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.Part;
import io.holdfast.domain.decision.Decision.Admit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A confirm and a release, judged on their booking and its resources. */
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
        Admit admit = admitted(confirm, held);

        assertThat(moved(admit)).containsExactly(new Movement(SLOT, Counter.CONFIRMED, 3));
        assertThat(after(admit).state()).isEqualTo(BookingState.CONFIRMED);
        assertThat(after(admit).confirmedAt()).contains(NOON);
        assertThat(((AddTransition) admit.record()).after().version()).isEqualTo(2);
        assertThat(admit.settlements()).as("it has moved them when it is noted").isEmpty();
    }

    @Test
    void aReleaseGivesUnitsBackFromWhereTheyAre() {
        assertThat(moved(admitted(everything, held)))
                .containsExactly(new Movement(SLOT, Counter.AVAILABLE, 3));
        assertThat(moved(admitted(release(OptionalLong.of(2)), confirmed)))
                .containsExactly(new Movement(Counter.CONFIRMED, Counter.AVAILABLE, 2));
    }

    @Test
    void aReleaseMovesItsUnitsWhenItIsSettledAndNotBefore() {
        Admit admit = admitted(everything, confirmed);

        assertThat(admit.notes().getFirst().movements()).isEmpty();
        assertThat(admit.settlements()).flatExtracting(Settle::movements)
                .containsExactly(new Movement(Counter.CONFIRMED, Counter.AVAILABLE, 3));
    }

    @Test
    void theEntryNamesTheNonceForEachResourceThatMovesUnits() {
        AddTransition record = (AddTransition) admitted(confirm, held).record();

        assertThat(record.transition().nonces()).containsExactly(Map.entry(ROOM, OWN));
        assertThat(record.seenVersion()).isEqualTo(1);
    }

    @Test
    void aLineOfWhichNothingIsReleasedIsNotWritten() {
        Release part = new Release(ID, new CommandId("r"), OptionalLong.empty(),
                List.of(new Part(HALL, 2)));

        Admit admit = admitted(part, two());

        assertThat(admit.notes()).extracting(ResourceWrite::resource).containsExactly(HALL);
        assertThat(moved(admit)).containsExactly(new Movement(SLOT, Counter.AVAILABLE, 2));
        assertThat(after(admit).state()).isEqualTo(BookingState.HELD);
        assertThat(after(admit).lines()).extracting(Line::remaining).containsExactly(3L, 0L);
    }

    @Test
    void n11NotesAreInOrderOfTheResourcesIds() {
        assertThat(admitted(confirm, two()).notes()).extracting(ResourceWrite::resource)
                .containsExactly(HALL, ROOM);
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
            assertThat(decide(command, held, LATER.minusMillis(1)))
                    .isInstanceOf(Decision.Admit.class);
            assertThat(refused(command, held, LATER).reason()).isEqualTo(Reason.HOLD_EXPIRED);
            assertThat(refused(command, held, LATER).evidence().figures())
                    .containsEntry(Figure.SLOT, SLOT.minute());
        }
        assertThat(TransitionRules.decideAlone(everything, confirmed, LATER)).isEmpty();
    }

    @Test
    void aResourceThatTheBookingDoesNotHaveHasNothingLeft() {
        Release part = new Release(ID, new CommandId("r"), OptionalLong.empty(),
                List.of(new Part(HALL, 1)));

        assertThat(refused(part, held, NOON)).isEqualTo(new Refusal(Reason.ILLEGAL_STATE,
                Evidence.of(HALL).with(Figure.REQUESTED, 1).with(Figure.REMAINING, 0)));
    }

    @Test
    void unitsOfABookingOfSeveralLinesAreInvalid() {
        assertThatThrownBy(() -> decide(release(OptionalLong.of(1)), two(), NOON))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("units: the booking has several lines; say which in lines");
    }

    @Test
    void onlyAPartialReleaseNeedsRoom() {
        Map<CommandId, Transition> releases = new HashMap<>();
        for (int i = 0; i < Limits.COMMANDS; i++) {
            releases.put(new CommandId("r" + i),
                    new Transition(Verb.RELEASE, new Fingerprint("0".repeat(64)), COMMITTED,
                            Map.of()));
        }
        Booking full = new Booking(ID, 1, null, COMMITTED, Optional.of(held(3)), releases,
                Optional.empty());

        assertThat(decide(release(OptionalLong.of(1)), full, NOON))
                .isEqualTo(new Decision.NoRoom());
        assertThat(refused(release(OptionalLong.of(4)), full, NOON).reason())
                .as("a failure first").isEqualTo(Reason.ILLEGAL_STATE);
        assertThat(decide(everything, full, NOON))
                .isInstanceOf(Decision.Admit.class);
        assertThat(decide(confirm, full, NOON))
                .isInstanceOf(Decision.Admit.class);
    }

    @Test
    void aStateOfALaterReleaseIsLeftToThatRelease() {
        Booking unknown = booking(new Admission(BookingState.UNKNOWN, List.of(room(3)),
                OptionalLong.empty(), Optional.empty(), Optional.empty()));

        assertThat(decide(confirm, unknown, NOON))
                .isEqualTo(new Decision.Unjudgeable());
    }

    private static Decision decide(FollowUp command, Booking booking, Instant now) {
        return TransitionRules.decide(command, booking,
                Rooms.image(Rooms.withHeld("room", 0, SLOT.minute(), 3),
                        Rooms.withHeld("hall", 0, SLOT.minute(), 2)),
                now, OWN);
    }

    private static Refusal refused(FollowUp command, Booking booking, Instant now) {
        return ((Decision.Refuse) decide(command, booking, now)).refusal();
    }

    /** Of units that are there: three in their slot, or confirmed. */
    private static Admit admitted(FollowUp command, Booking booking) {
        Image image = booking.admission().orElseThrow().state() == BookingState.HELD
                ? Rooms.image(Rooms.withHeld("room", 0, SLOT.minute(), 3),
                        Rooms.withHeld("hall", 0, SLOT.minute(), 2))
                : Rooms.image(new Resource(ROOM, 7, 3, Definition.open(3), 0, 3,
                        new TreeMap<>(), 0));
        return (Admit) TransitionRules.decide(command, booking, image, NOON, OWN);
    }

    private static List<Movement> moved(Admit admit) {
        return admit.notes().stream().flatMap(note -> note.noted().stream())
                .map(intent -> intent.movement().orElseThrow()).toList();
    }

    private static Admission after(Admit admit) {
        return ((AddTransition) admit.record()).after().admission().orElseThrow();
    }

    private static Booking booking(Admission admission) {
        return new Booking(ID, 1, new Fingerprint("0".repeat(64)), COMMITTED,
                Optional.of(admission), Map.of(), Optional.empty());
    }

    private static Booking two() {
        return booking(Admission.held(
                List.of(room(3), new Line(HALL, 2, 2, Noted.nonce("hall"))), SLOT.minute()));
    }

    private static Admission held(long remaining) {
        return Admission.held(List.of(room(remaining)), SLOT.minute());
    }

    private static Line room(long remaining) {
        return new Line(ROOM, 3, remaining, Noted.nonce("room"));
    }

    private static Release release(OptionalLong units) {
        return new Release(ID, new CommandId("r"), units, List.of());
    }
}
