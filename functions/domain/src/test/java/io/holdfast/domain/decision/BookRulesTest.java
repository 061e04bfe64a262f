package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Movement;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BookRulesTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private static final Evidence SEEN = Evidence.of(ROOM).with(Figure.VERSION, 7);

    @Test
    void aBookingOfUnitsThatAreThereIsAdmitted() {
        Commit commit = admitted(book(line("room", 5)), image(open("room", 5)));

        assertThat(commit.resources()).containsExactly(
                move(new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 5)));
        assertThat(state(commit)).isEqualTo(BookingState.CONFIRMED);
    }

    @Test
    void aHoldPutsItsUnitsInItsSlot() {
        Commit commit = admitted(hold(line("room", 2)), image(open("room", 5)));

        assertThat(commit.resources()).containsExactly(
                move(new Movement(Counter.AVAILABLE, new Bucket.Slot(slot()), 2)));
        assertThat(state(commit)).isEqualTo(BookingState.HELD);
    }

    @Test
    void expiredUnitsAreCollectedWhereTheyAreNeeded() {
        Move needed = (Move) admitted(book(line("room", 3)), image(withExpired("room", 1, 2)))
                .resources().getFirst();
        Move spare = (Move) admitted(book(line("room", 1)), image(withExpired("room", 1, 2)))
                .resources().getFirst();

        assertThat(needed.collected().units()).containsOnlyKeys(expiredSlot());
        assertThat(spare.collected().units()).isEmpty();
    }

    @Test
    void theVersionThatTheCallerInsistsOnGuardsTheWrite() {
        Move move = (Move) admitted(book(line("room", 1, 7)), image(open("room", 5)))
                .resources().getFirst();

        assertThat(move.expectedVersion()).isEqualTo(OptionalLong.of(7));
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
        assertThat(admitted(book(line("room", 1)), image(collectedAhead("room"))).resources())
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
                image(ofLaterRelease("room")), NOON)).isEqualTo(new Decision.Unjudgeable());
    }

    @Test
    void aGuardThatFailedThoughItsImageWouldAdmitTheLineLostARace() {
        assertThat(judged(new Canceled(image(open("room", 5)), false, false)))
                .isEqualTo(new Refusal(Reason.CONTENTION, Evidence.of(ROOM)));
        assertThat(judged(new Canceled(image(ofLaterRelease("room")), false, false)))
                .isEqualTo(new Refusal(Reason.CONTENTION, Evidence.of(ROOM)));
    }

    @Test
    void theResourcesAreJudgedBeforeTheConflictAndTheConflictBeforeTheThrottle() {
        assertThat(judged(new Canceled(image(closed("room", 5)), true, true)).reason())
                .isEqualTo(Reason.RESOURCE_CLOSED);
        assertThat(judged(new Canceled(Image.NONE, true, true)).reason())
                .isEqualTo(Reason.CONTENTION);
        assertThat(judged(new Canceled(Image.NONE, false, true)).reason())
                .isEqualTo(Reason.THROTTLED);
    }

    @Test
    void aCommitThatIsCanceledForNoReasonIsABug() {
        assertThatThrownBy(() -> judged(new Canceled(Image.NONE, false, false)))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Refusal judged(Canceled why) {
        return BookRules.judge(book(line("room", 1)), why, NOON);
    }

    private static Refusal refused(Book command, Image image) {
        return ((Decision.Refuse) BookRules.decide(command, image, NOON)).refusal();
    }

    private static Commit admitted(Book command, Image image) {
        return ((Decision.Admit) BookRules.decide(command, image, NOON)).commit();
    }

    private static Move move(Movement movement) {
        return Move.of(ROOM, List.of(movement));
    }

    private static BookingState state(Commit commit) {
        return commit.result().booking(new BookingId("b")).flatMap(booking -> booking.admission())
                .map(Admission::state).orElseThrow();
    }
}
