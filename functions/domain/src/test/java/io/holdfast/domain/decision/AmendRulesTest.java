package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Amending.CONFIRMED;
import static io.holdfast.domain.decision.Amending.HALL;
import static io.holdfast.domain.decision.Amending.HELD;
import static io.holdfast.domain.decision.Amending.ID;
import static io.holdfast.domain.decision.Amending.ROOM;
import static io.holdfast.domain.decision.Amending.SLOT;
import static io.holdfast.domain.decision.Amending.admitted;
import static io.holdfast.domain.decision.Amending.after;
import static io.holdfast.domain.decision.Amending.booking;
import static io.holdfast.domain.decision.Amending.hall;
import static io.holdfast.domain.decision.Amending.lines;
import static io.holdfast.domain.decision.Amending.moved;
import static io.holdfast.domain.decision.Amending.roomWith;
import static io.holdfast.domain.decision.Amending.units;
import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.domain.Verb;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.Part;
import io.holdfast.domain.decision.Decision.Admit;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an amendment moves, judged on its booking and the resources. */
class AmendRulesTest {
    @Test
    void whatIsMoreIsTakenLikeAHoldThatEndsWithTheBooking() {
        Admit admit = admitted(units(5), HELD, roomWith(2));

        assertThat(moved(admit)).containsExactly(new Movement(Counter.AVAILABLE, SLOT, 2));
        assertThat(admit.settlements()).isEmpty();
        assertThat(after(admit).lines()).containsExactly(
                new Line(ROOM, 5, 5, Noted.nonce("room")));
        assertThat(after(admit).state()).isEqualTo(BookingState.HELD);
        assertThat(after(admit).slot()).hasValue(SLOT.minute());
    }

    @Test
    void whatIsMoreOfAConfirmedBookingIsConfirmedAtOnce() {
        Admit admit = admitted(units(3), CONFIRMED, Rooms.open("room", 2));

        assertThat(moved(admit))
                .containsExactly(new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 2));
        assertThat(after(admit).confirmedAt()).contains(NOON);
    }

    @Test
    void whatIsLessIsReturnedWhenItIsSettledAndNotBefore() {
        Admit admit = admitted(units(1), HELD, roomWith(0));

        assertThat(moved(admit)).containsExactly(new Movement(SLOT, Counter.AVAILABLE, 2));
        assertThat(admit.notes().getFirst().movements()).isEmpty();
        assertThat(admit.settlements()).flatExtracting(Settle::movements)
                .containsExactly(new Movement(SLOT, Counter.AVAILABLE, 2));
        assertThat(after(admit).lines()).extracting(Line::units, Line::remaining)
                .containsExactly(tuple(1L, 1L));
    }

    @Test
    void aSwapIsOneEntryThatNamesANonceForEachResource() {
        Admit admit = admitted(lines(new Part(HALL, 2)), HELD, roomWith(0),
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
        Admit admit = admitted(lines(new Part(HALL, 2)), HELD, roomWith(0),
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
    void whatChangesNothingIsCommittedWithoutANote() {
        Admit admit = admitted(lines(new Part(ROOM, 3)), HELD);

        assertThat(admit.notes()).isEmpty();
        assertThat(((AddTransition) admit.record()).transition().nonces()).isEmpty();
        assertThat(after(admit)).isEqualTo(HELD.admission().orElseThrow());
    }

    @Test
    void unitsThatAnotherDeliveryHasTakenAreAdoptedThoughNoneAreLeft() {
        Amend amend = units(5);
        Intent.OfBooking noted = new Intent.OfBooking(ID, Noted.nonce("twin"),
                new Movement(Counter.AVAILABLE, SLOT, 2), Optional.of(amend.id()),
                amend.fingerprint().bits(), 1, NOON);

        Admit admit = admitted(amend, HELD, Noted.on(roomWith(2), noted));

        assertThat(admit.notes()).isEmpty();
        assertThat(((AddTransition) admit.record()).transition().nonces())
                .containsExactly(Map.entry(ROOM, Noted.nonce("twin")));
    }
}
