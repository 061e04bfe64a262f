package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;
import static io.holdfast.domain.decision.Rooms.absent;
import static io.holdfast.domain.decision.Rooms.book;
import static io.holdfast.domain.decision.Rooms.closed;
import static io.holdfast.domain.decision.Rooms.collectedAhead;
import static io.holdfast.domain.decision.Rooms.expiredSlot;
import static io.holdfast.domain.decision.Rooms.hold;
import static io.holdfast.domain.decision.Rooms.image;
import static io.holdfast.domain.decision.Rooms.line;
import static io.holdfast.domain.decision.Rooms.ofLaterRelease;
import static io.holdfast.domain.decision.Rooms.open;
import static io.holdfast.domain.decision.Rooms.slot;
import static io.holdfast.domain.decision.Rooms.withExpired;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.decision.Decision.Admit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BookRulesTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private static final Evidence SEEN = Evidence.of(ROOM).with(Figure.VERSION, 7);

    @Test
    void aBookingOfUnitsThatAreThereIsAdmitted() {
        Admit admit = admitted(book(line("room", 5)), image(open("room", 5)));

        assertThat(note(admit).movements()).containsExactly(
                new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 5));
        assertThat(booking(admit).admission()).map(Admission::state)
                .contains(BookingState.CONFIRMED);
    }

    @Test
    void aHoldPutsItsUnitsInItsSlot() {
        Admit admit = admitted(hold(line("room", 2)), image(open("room", 5)));

        assertThat(note(admit).movements()).containsExactly(
                new Movement(Counter.AVAILABLE, new Bucket.Slot(slot()), 2));
        assertThat(booking(admit).admission()).map(Admission::state)
                .contains(BookingState.HELD);
    }

    /** The note says who made it and on what it was planned, so that anybody can judge its fate. */
    @Test
    void theRecordNamesTheNonceOfTheNoteForEachLine() {
        Admit admit = admitted(book(line("room", 5)), image(open("room", 5)));
        Intent.OfBooking intent = note(admit).noted().getFirst();

        assertThat(intent).isEqualTo(new Intent.OfBooking(new BookingId("b"), OWN,
                new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 5), Optional.empty(),
                book(line("room", 5)).fingerprint().bits(), 0, NOON));
        assertThat(booking(admit).admission().orElseThrow().lines())
                .containsExactly(new Line(ROOM, 5, 5, OWN));
        assertThat(admit.settlements()).as("nothing is left to move").isEmpty();
    }

    @Test
    void expiredUnitsAreCollectedWhereTheyAreNeeded() {
        Note needed = note(admitted(book(line("room", 3)), image(withExpired("room", 1, 2))));
        Note spare = note(admitted(book(line("room", 1)), image(withExpired("room", 1, 2))));

        assertThat(needed.collected().units()).containsOnlyKeys(expiredSlot());
        assertThat(spare.collected().units()).isEmpty();
    }

    @Test
    void theVersionThatTheCallerInsistsOnGuardsTheWrite() {
        Admit admit = admitted(book(line("room", 1, 7)), image(open("room", 5)));

        assertThat(note(admit).expectedVersion()).isEqualTo(OptionalLong.of(7));
    }

    /** N11: so two bookings of the same resources never wait for one another in a circle. */
    @Test
    void n11NotesAreInOrderOfTheResourcesIds() {
        Admit admit = admitted(book(line("c", 1), line("a", 1), line("b", 1)),
                image(open("a", 1), open("b", 1), open("c", 1)));

        assertThat(admit.notes()).extracting(note -> note.resource().value())
                .containsExactly("a", "b", "c");
    }

    @Test
    void thereIsNoSuchResource() {
        assertThat(refused(book(line("room", 1)), absent("room")))
                .isEqualTo(new Refusal(Reason.RESOURCE_NOT_FOUND, Evidence.of(ROOM)));
    }

    @Test
    void aClosedResourceTakesNoBooking() {
        assertThat(refused(book(line("room", 1, 6)), image(closed("room", 0))))
                .as("before the version and the units")
                .isEqualTo(new Refusal(Reason.RESOURCE_CLOSED, SEEN));
    }

    @Test
    void theCallerInsistsOnAnotherVersion() {
        assertThat(refused(book(line("room", 9, 6)), image(open("room", 5))))
                .as("before the units").isEqualTo(new Refusal(Reason.VERSION_MISMATCH,
                        SEEN.with(Figure.EXPECTED_VERSION, 6)));
    }

    @Test
    void thereAreFewerUnitsThanAskedForWithExpiredOnesCounted() {
        assertThat(refused(book(line("room", 4)), image(withExpired("room", 1, 2))))
                .isEqualTo(new Refusal(Reason.INSUFFICIENT_CAPACITY,
                        SEEN.with(Figure.REQUESTED, 4).with(Figure.AVAILABLE, 3)));
    }

    /** No hold has expired: a later attempt gets a later slot. So the reason is transient. */
    @Test
    void aHoldWhoseSlotWasCollectedByAFasterClockIsContention() {
        assertThat(refused(hold(line("room", 1)), image(collectedAhead("room"))))
                .isEqualTo(new Refusal(Reason.CONTENTION, SEEN.with(Figure.SLOT, slot())
                        .with(Figure.EXPIRED_THROUGH, slot())));
        assertThat(admitted(book(line("room", 1)), image(collectedAhead("room"))).notes())
                .as("a booking for good has no slot").hasSize(1);
    }

    @Test
    void ofSeveralLinesTheFirstReasonByPrecedenceIsTheAnswer() {
        Image image = image(open("a", 0), closed("b", 9), closed("c", 9));

        assertThat(refused(book(line("a", 1), line("b", 1), line("c", 1)), image))
                .as("among equals the first line").isEqualTo(new Refusal(Reason.RESOURCE_CLOSED,
                        Evidence.of(new ResourceId("b")).with(Figure.VERSION, 7)));
        assertThat(refused(book(line("a", 1), line("b", 1), line("d", 1)), image).reason())
                .isEqualTo(Reason.RESOURCE_NOT_FOUND);
    }

    @Test
    void aStatusOfALaterReleaseIsLeftToThatRelease() {
        assertThat(BookRules.decide(book(line("gone", 1), line("room", 1)),
                image(ofLaterRelease("room")), NOON, OWN)).isEqualTo(new Decision.Unjudgeable());
    }

    @Test
    void aGuardThatFailedThoughItsImageWouldAdmitTheLineLostARace() {
        Refusal lost = new Refusal(Reason.CONTENTION, Evidence.of(ROOM));

        assertThat(judged(open("room", 5))).isEqualTo(lost);
        assertThat(judged(ofLaterRelease("room"))).isEqualTo(lost);
    }

    @Test
    void theImageThatMadeTheGuardFailSaysWhy() {
        assertThat(judged(closed("room", 5)).reason()).isEqualTo(Reason.RESOURCE_CLOSED);
        assertThat(judged(open("room", 0)).reason()).isEqualTo(Reason.INSUFFICIENT_CAPACITY);
        assertThat(BookRules.judge(book(line("room", 1)), ROOM, Optional.empty(), NOON).reason())
                .isEqualTo(Reason.RESOURCE_NOT_FOUND);
    }

    private static Refusal judged(Resource resource) {
        return BookRules.judge(book(line("room", 1)), ROOM, Optional.of(resource), NOON);
    }

    private static Refusal refused(Book command, Image image) {
        return ((Decision.Refuse) BookRules.decide(command, image, NOON, OWN)).refusal();
    }

    private static Admit admitted(Book command, Image image) {
        return (Admit) BookRules.decide(command, image, NOON, OWN);
    }

    private static Note note(Admit admit) {
        return (Note) admit.notes().getFirst();
    }

    private static Booking booking(Admit admit) {
        return ((PutBooking) admit.record()).booking();
    }
}
