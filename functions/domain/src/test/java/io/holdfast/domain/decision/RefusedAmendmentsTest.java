package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Amending.HALL;
import static io.holdfast.domain.decision.Amending.HELD;
import static io.holdfast.domain.decision.Amending.ID;
import static io.holdfast.domain.decision.Amending.ROOM;
import static io.holdfast.domain.decision.Amending.SLOT;
import static io.holdfast.domain.decision.Amending.admitted;
import static io.holdfast.domain.decision.Amending.booking;
import static io.holdfast.domain.decision.Amending.decide;
import static io.holdfast.domain.decision.Amending.hall;
import static io.holdfast.domain.decision.Amending.lines;
import static io.holdfast.domain.decision.Amending.moved;
import static io.holdfast.domain.decision.Amending.print;
import static io.holdfast.domain.decision.Amending.refused;
import static io.holdfast.domain.decision.Amending.room;
import static io.holdfast.domain.decision.Amending.roomWith;
import static io.holdfast.domain.decision.Amending.units;
import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Part;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Why an amendment is refused, judged on its booking and the resources. */
class RefusedAmendmentsTest {
    @Test
    void unitsSayNothingAboutABookingOfSeveralLines() {
        Booking two = booking(Admission.held(List.of(room(3), hall(2)), SLOT.minute()));

        assertThatThrownBy(() -> decide(units(1), two, NOON)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("units").hasMessageContaining("several lines");
    }

    @Test
    void theEvidenceNamesTheLineThatIsShortAndTheUnitsItLacked() {
        assertThat(refused(lines(new Part(ROOM, 5), new Part(HALL, 1)), HELD, roomWith(9),
                Rooms.open("hall", 0)))
                .isEqualTo(new Refusal(Reason.INSUFFICIENT_CAPACITY, Evidence.of(HALL)
                        .with(Figure.VERSION, 7).with(Figure.REQUESTED, 1)
                        .with(Figure.AVAILABLE, 0)));
        assertThat(refused(units(5), HELD, roomWith(1)).evidence().figures())
                .as("the units beyond those that it has").containsEntry(Figure.REQUESTED, 2L);
    }

    @Test
    void unitsInDoubtAreNotCalledInsufficient() {
        Resource room = Noted.on(roomWith(2), Noted.book("other", 2, NOON));

        assertThat(TransitionRules.decide(units(5), HELD, Rooms.image(room), NOON, OWN))
                .isInstanceOf(Decision.Hindered.class);
    }

    @Test
    void aClosedResourceTakesNoMoreUnitsAndReturnsSome() {
        assertThat(refused(lines(new Part(ROOM, 3), new Part(HALL, 1)), HELD,
                Rooms.closed("hall", 9)).reason()).isEqualTo(Reason.RESOURCE_CLOSED);
        Booking inHall = booking(Admission.confirmed(List.of(hall(1), room(1)), NOON));
        assertThat(moved(admitted(lines(new Part(ROOM, 1)), inHall, Rooms.closed("hall", 9))))
                .containsExactly(new Movement(Counter.CONFIRMED, Counter.AVAILABLE, 1));
    }

    @Test
    void aResourceThatDoesNotExistIsNotFound() {
        assertThat(((Decision.Refuse) TransitionRules.decide(lines(new Part(HALL, 1)), HELD,
                Rooms.image(roomWith(0)).updatedBy(Rooms.absent("hall")), NOON, OWN)).refusal())
                .isEqualTo(new Refusal(Reason.RESOURCE_NOT_FOUND, Evidence.of(HALL)));
    }

    /** The hold itself has not ended: nothing is wrong but that a faster clock came first. */
    @Test
    void aRaisedLineWhoseSlotAFasterClockHasCollectedIsALostRace() {
        assertThat(refused(lines(new Part(ROOM, 3), new Part(HALL, 1)), HELD,
                Rooms.collectedAhead("hall")).reason()).isEqualTo(Reason.CONTENTION);
    }

    @Test
    void unitsOfACollectedSlotCannotBeReturned() {
        assertThat(refused(units(1), HELD, Rooms.collectedAhead("room")).reason())
                .isEqualTo(Reason.HOLD_EXPIRED);
    }

    @Test
    void aHoldThatIsOverAndABookingThatWasReleasedCannotBeAmended() {
        assertThat(((Decision.Refuse) decide(units(1), HELD,
                ExpiryWheel.expiresAt(SLOT.minute()))).refusal().reason())
                .isEqualTo(Reason.HOLD_EXPIRED);
        Booking released = booking(HELD.admission().orElseThrow().release(
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
                HELD.admission(), many, Optional.empty());

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
        assertThat(TransitionRules.decide(lines(new Part(ROOM, 3), new Part(HALL, 1)), HELD,
                Rooms.image(roomWith(0), Rooms.ofLaterRelease("hall")), NOON, OWN))
                .isEqualTo(new Decision.Unjudgeable());
        assertThat(TransitionRules.judge(units(4), HELD, ROOM,
                Optional.of(Rooms.ofLaterRelease("room")), NOON))
                .isEqualTo(Refusal.lostRace(ROOM));
    }

    @Test
    void aRefusedNoteIsJudgedByWhatItTakes() {
        assertThat(TransitionRules.judge(units(5), HELD, ROOM, Optional.of(roomWith(1)), NOON)
                .reason()).isEqualTo(Reason.INSUFFICIENT_CAPACITY);
        assertThat(TransitionRules.judge(units(5), HELD, ROOM, Optional.of(roomWith(2)), NOON))
                .isEqualTo(Refusal.lostRace(ROOM));
        assertThat(TransitionRules.judge(units(1), HELD, ROOM, Optional.of(roomWith(0)), NOON))
                .isEqualTo(Refusal.lostRace(ROOM));
    }
}
