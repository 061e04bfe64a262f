package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.Part;
import io.holdfast.domain.decision.Decision.Admit;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An amendment, judged on its booking and the resources whose units it moves. */
class AmendRulesTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private static final ResourceId HALL = new ResourceId("hall");
    private static final BookingId ID = new BookingId("b");
    private static final Bucket.Slot SLOT = new Bucket.Slot(Rooms.slot());

    private final Booking held = booking(Admission.held(List.of(room(3)), SLOT.minute()));
    private final Booking confirmed = booking(Admission.confirmed(List.of(room(1)), NOON));

    @Test
    void whatIsMoreIsTakenLikeAHoldThatEndsWithTheBooking() {
        Admit admit = admitted(units(5), held, roomWith(2));

        assertThat(moved(admit)).containsExactly(new Movement(Counter.AVAILABLE, SLOT, 2));
        assertThat(admit.settlements()).isEmpty();
        assertThat(after(admit).lines()).containsExactly(
                new Line(ROOM, 5, 5, Noted.nonce("room")));
        assertThat(after(admit).state()).isEqualTo(BookingState.HELD);
        assertThat(after(admit).slot()).hasValue(SLOT.minute());
    }

    @Test
    void whatIsMoreOfAConfirmedBookingIsConfirmedAtOnce() {
        Admit admit = admitted(units(3), confirmed, Rooms.open("room", 2));

        assertThat(moved(admit))
                .containsExactly(new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 2));
        assertThat(after(admit).confirmedAt()).contains(NOON);
    }

    @Test
    void whatIsLessIsReturnedWhenItIsSettledAndNotBefore() {
        Admit admit = admitted(units(1), held, roomWith(0));

        assertThat(moved(admit)).containsExactly(new Movement(SLOT, Counter.AVAILABLE, 2));
        assertThat(admit.notes().getFirst().movements()).isEmpty();
        assertThat(admit.settlements()).flatExtracting(Settle::movements)
                .containsExactly(new Movement(SLOT, Counter.AVAILABLE, 2));
        assertThat(after(admit).lines()).extracting(Line::units, Line::remaining)
                .containsExactly(tuple(1L, 1L));
    }

    @Test
    void aSwapIsOneEntryThatNamesANonceForEachResource() {
        Admit admit = admitted(lines(new Part(HALL, 2)), held, roomWith(0),
                Rooms.open("hall", 2));

        assertThat(admit.notes()).extracting(ResourceWrite::resource)
                .as("in the order of ids").containsExactly(HALL, ROOM);
        assertThat(moved(admit)).containsExactly(new Movement(Counter.AVAILABLE, SLOT, 2),
                new Movement(SLOT, Counter.AVAILABLE, 3));
        AddTransition record = (AddTransition) admit.record();
        assertThat(record.transition().verb()).isEqualTo(Verb.AMEND);
        assertThat(record.transition().nonces())
                .containsOnly(Map.entry(HALL, OWN), Map.entry(ROOM, OWN));
    }

    /** Its nonce keeps the intent of the booking, which may be on the resource still. */
    @Test
    void aLineThatIsDroppedStaysInTheRecord() {
        Admit admit = admitted(lines(new Part(HALL, 2)), held, roomWith(0),
                Rooms.open("hall", 2));

        assertThat(after(admit).lines()).containsExactly(
                new Line(ROOM, 3, 0, Noted.nonce("room")), new Line(HALL, 2, 2, OWN));
        assertThat(after(admit).currentLines()).extracting(Line::resource).containsExactly(HALL);
    }

    @Test
    void aLineThatWasDroppedCanComeBack() {
        Booking swapped = booking(Admission.held(
                List.of(new Line(ROOM, 3, 0, Noted.nonce("room")), hall(2)), SLOT.minute()));

        Admit admit = admitted(lines(new Part(ROOM, 1), new Part(HALL, 2)), swapped,
                Rooms.open("room", 1));

        assertThat(moved(admit)).containsExactly(new Movement(Counter.AVAILABLE, SLOT, 1));
        assertThat(after(admit).lines()).containsExactly(
                new Line(ROOM, 1, 1, Noted.nonce("room")), hall(2));
    }

    @Test
    void unitsAreOfTheOnlyLineThatHasAnyLeft() {
        Booking swapped = booking(Admission.held(
                List.of(new Line(ROOM, 3, 0, Noted.nonce("room")), hall(2)), SLOT.minute()));

        assertThat(moved(admitted(units(1), swapped,
                Rooms.withHeld("hall", 0, SLOT.minute(), 2))))
                .containsExactly(new Movement(SLOT, Counter.AVAILABLE, 1));
    }

    @Test
    void unitsSayNothingAboutABookingOfSeveralLines() {
        Booking two = booking(Admission.held(List.of(room(3), hall(2)), SLOT.minute()));

        assertThatThrownBy(() -> decide(units(1), two, NOON)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("units").hasMessageContaining("several lines");
    }

    @Test
    void whatChangesNothingIsCommittedWithoutANote() {
        Admit admit = admitted(lines(new Part(ROOM, 3)), held);

        assertThat(admit.notes()).isEmpty();
        assertThat(((AddTransition) admit.record()).transition().nonces()).isEmpty();
        assertThat(after(admit)).isEqualTo(held.admission().orElseThrow());
    }

    @Test
    void theEvidenceNamesTheLineThatIsShortAndTheUnitsItLacked() {
        assertThat(refused(lines(new Part(ROOM, 5), new Part(HALL, 1)), held, roomWith(9),
                Rooms.open("hall", 0)))
                .isEqualTo(new Refusal(Reason.INSUFFICIENT_CAPACITY, Evidence.of(HALL)
                        .with(Figure.VERSION, 7).with(Figure.REQUESTED, 1)
                        .with(Figure.AVAILABLE, 0)));
        assertThat(refused(units(5), held, roomWith(1)).evidence().figures())
                .as("the units beyond those that it has").containsEntry(Figure.REQUESTED, 2L);
    }

    @Test
    void unitsInDoubtAreNotCalledInsufficient() {
        Resource room = Noted.on(roomWith(2), Noted.book("other", 2, NOON));

        assertThat(TransitionRules.decide(units(5), held, Rooms.image(room), NOON, OWN))
                .isInstanceOf(Decision.Hindered.class);
    }

    @Test
    void aClosedResourceTakesNoMoreUnitsAndReturnsSome() {
        assertThat(refused(lines(new Part(ROOM, 3), new Part(HALL, 1)), held,
                Rooms.closed("hall", 9)).reason()).isEqualTo(Reason.RESOURCE_CLOSED);
        Booking inHall = booking(Admission.confirmed(List.of(hall(1), room(1)), NOON));
        assertThat(moved(admitted(lines(new Part(ROOM, 1)), inHall, Rooms.closed("hall", 9))))
                .containsExactly(new Movement(Counter.CONFIRMED, Counter.AVAILABLE, 1));
    }

    @Test
    void aResourceThatDoesNotExistIsNotFound() {
        assertThat(((Decision.Refuse) TransitionRules.decide(lines(new Part(HALL, 1)), held,
                Rooms.image(roomWith(0)).updatedBy(Rooms.absent("hall")), NOON, OWN)).refusal())
                .isEqualTo(new Refusal(Reason.RESOURCE_NOT_FOUND, Evidence.of(HALL)));
    }

    /** The hold itself has not ended: nothing is wrong but that a faster clock came first. */
    @Test
    void aRaisedLineWhoseSlotAFasterClockHasCollectedIsALostRace() {
        assertThat(refused(lines(new Part(ROOM, 3), new Part(HALL, 1)), held,
                Rooms.collectedAhead("hall")).reason()).isEqualTo(Reason.CONTENTION);
    }

    @Test
    void unitsOfACollectedSlotCannotBeReturned() {
        assertThat(refused(units(1), held, Rooms.collectedAhead("room")).reason())
                .isEqualTo(Reason.HOLD_EXPIRED);
    }

    @Test
    void aHoldThatIsOverAndABookingThatWasReleasedCannotBeAmended() {
        assertThat(((Decision.Refuse) decide(units(1), held,
                ExpiryWheel.expiresAt(SLOT.minute()))).refusal().reason())
                .isEqualTo(Reason.HOLD_EXPIRED);
        Booking released = booking(held.admission().orElseThrow().release(
                List.of(new Line(ROOM, 3, 0, Noted.nonce("room"))), NOON));
        assertThat(((Decision.Refuse) decide(units(1), released, NOON)).refusal())
                .isEqualTo(Refusal.of(Reason.ILLEGAL_STATE));
    }

    @Test
    void itSharesTheRoomOfPartialReleases() {
        Map<CommandId, Transition> many = new HashMap<>();
        for (int i = 0; i < Limits.COMMANDS; i++) {
            many.put(new CommandId("c" + i), new Transition(i % 2 == 0 ? Verb.AMEND : Verb.RELEASE,
                    print(), new Verdict.Committed(NOON), Map.of()));
        }
        Booking full = new Booking(ID, 101, print(), new Verdict.Committed(NOON),
                held.admission(), many, Optional.empty());

        assertThat(decide(units(1), full, NOON)).isEqualTo(new Decision.NoRoom());
    }

    @Test
    void theLinesOfABookingNameAHundredResourcesInItsLife() {
        List<Line> lines = new ArrayList<>(List.of(room(3)));
        IntStream.range(0, Limits.RECORDED_LINES - 2).forEach(i -> lines
                .add(new Line(new ResourceId("r" + i), 1, 0, Noted.nonce("r" + i))));
        Booking long99 = booking(Admission.held(lines, SLOT.minute()));

        assertThat(admitted(lines(new Part(HALL, 1)), long99, roomWith(0), Rooms.open("hall", 1)))
                .isNotNull();
        assertThatThrownBy(() -> decide(lines(new Part(HALL, 1), new Part(new ResourceId("x"), 1)),
                long99, NOON)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("lines").hasMessageContaining("100");
    }

    @Test
    void onlyALaterReleaseJudgesItsOwnStatus() {
        assertThat(TransitionRules.decide(lines(new Part(ROOM, 3), new Part(HALL, 1)), held,
                Rooms.image(roomWith(0), Rooms.ofLaterRelease("hall")), NOON, OWN))
                .isEqualTo(new Decision.Unjudgeable());
        assertThat(TransitionRules.judge(units(4), held, ROOM,
                Optional.of(Rooms.ofLaterRelease("room")), NOON))
                .isEqualTo(Refusal.lostRace(ROOM));
    }

    @Test
    void aRefusedNoteIsJudgedByWhatItTakes() {
        assertThat(TransitionRules.judge(units(5), held, ROOM, Optional.of(roomWith(1)), NOON)
                .reason()).isEqualTo(Reason.INSUFFICIENT_CAPACITY);
        assertThat(TransitionRules.judge(units(5), held, ROOM, Optional.of(roomWith(2)), NOON))
                .isEqualTo(Refusal.lostRace(ROOM));
        assertThat(TransitionRules.judge(units(1), held, ROOM, Optional.of(roomWith(0)), NOON))
                .isEqualTo(Refusal.lostRace(ROOM));
    }

    @Test
    void unitsThatAnotherDeliveryHasTakenAreAdoptedThoughNoneAreLeft() {
        Amend amend = units(5);
        Intent.OfBooking noted = new Intent.OfBooking(ID, Noted.nonce("twin"),
                new Movement(Counter.AVAILABLE, SLOT, 2), Optional.of(amend.id()),
                amend.fingerprint().bits(), 1, NOON);

        Admit admit = admitted(amend, held, Noted.on(roomWith(2), noted));

        assertThat(admit.notes()).isEmpty();
        assertThat(((AddTransition) admit.record()).transition().nonces())
                .containsExactly(Map.entry(ROOM, Noted.nonce("twin")));
    }

    private static Decision decide(Amend command, Booking booking, Instant now) {
        return TransitionRules.decide(command, booking, Rooms.image(roomWith(9)), now, OWN);
    }

    private static Admit admitted(Amend command, Booking booking, Resource... resources) {
        return (Admit) TransitionRules.decide(command, booking, Rooms.image(resources), NOON, OWN);
    }

    private static Refusal refused(Amend command, Booking booking, Resource... resources) {
        return ((Decision.Refuse) TransitionRules.decide(command, booking, Rooms.image(resources),
                NOON, OWN)).refusal();
    }

    private static List<Movement> moved(Admit admit) {
        return admit.notes().stream().flatMap(note -> note.noted().stream())
                .map(intent -> intent.movement().orElseThrow()).toList();
    }

    private static Admission after(Admit admit) {
        return ((AddTransition) admit.record()).after().admission().orElseThrow();
    }

    /** Three units of the hold, and others that are available. */
    private static Resource roomWith(long available) {
        return Rooms.withHeld("room", available, SLOT.minute(), 3);
    }

    private static Amend units(long units) {
        return new Amend(ID, new CommandId("a"), OptionalLong.of(units), List.of());
    }

    private static Amend lines(Part... parts) {
        return new Amend(ID, new CommandId("a"), OptionalLong.empty(), List.of(parts));
    }

    private static Booking booking(Admission admission) {
        return new Booking(ID, 1, print(), new Verdict.Committed(NOON), Optional.of(admission),
                Map.of(), Optional.empty());
    }

    private static Fingerprint print() {
        return new Fingerprint("0".repeat(64));
    }

    private static Line room(long units) {
        return new Line(ROOM, units, units, Noted.nonce("room"));
    }

    private static Line hall(long units) {
        return new Line(HALL, units, units, Noted.nonce("hall"));
    }
}
