package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.HOLD;
import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.book;
import static io.holdfast.domain.decision.Rooms.closed;
import static io.holdfast.domain.decision.Rooms.expiredSlot;
import static io.holdfast.domain.decision.Rooms.line;
import static io.holdfast.domain.decision.Rooms.open;
import static io.holdfast.domain.decision.Rooms.slot;
import static io.holdfast.domain.decision.Rooms.withExpired;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Reason;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.decision.GroupRules.GroupDecision;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Movement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupRulesTest {
    private final Book two = member("two", 2);
    private final Book four = member("four", 4);
    private final Book one = member("one", 1);

    @Test
    void thoseThatFitAreAdmittedInTheOrderOfArrival() {
        GroupDecision decision = GroupRules.decide(List.of(two, four, one),
                Optional.of(open("room", 5)), NOON);

        assertThat(decision.admitted()).containsExactly(two, one);
        assertThat(decision.crowdedOut()).containsExactly(four);
        assertThat(decision.refused()).isEmpty();
    }

    /** It is true whatever becomes of the others; of one that is crowded out it is not. */
    @Test
    void theImageRefusesAMemberThatWouldNotFitAlone() {
        GroupDecision decision = GroupRules.decide(List.of(two, four),
                Optional.of(open("room", 3)), NOON);

        assertThat(decision.admitted()).containsExactly(two);
        assertThat(decision.refused()).containsOnlyKeys(four);
        assertThat(decision.refused().values()).extracting(Refusal::reason)
                .containsExactly(Reason.INSUFFICIENT_CAPACITY);
        assertThat(decision.crowdedOut()).isEmpty();
    }

    @Test
    void nobodyJoinsAtAResourceThatIsClosedOrDoesNotExist() {
        assertThat(GroupRules.decide(List.of(two, one), Optional.of(closed("room", 9)), NOON)
                .refused().values()).extracting(Refusal::reason)
                .containsOnly(Reason.RESOURCE_CLOSED);
        assertThat(GroupRules.decide(List.of(two, one), Optional.empty(), NOON).refused().values())
                .extracting(Refusal::reason).containsOnly(Reason.RESOURCE_NOT_FOUND);
    }

    @Test
    void expiredUnitsCountAndAreCollectedOnce() {
        GroupDecision decision = GroupRules.decide(List.of(two, one),
                Optional.of(withExpired("room", 1, 2)), NOON);
        assertThat(decision.admitted()).containsExactly(two, one);

        Move move = (Move) GroupRules
                .admit(decision.admitted(), withExpired("room", 1, 2), NOON).resources()
                .getFirst();

        assertThat(move.collected().units()).containsOnlyKeys(expiredSlot());
    }

    @Test
    void theOneWriteHasARecordAndAMovementForEach() {
        Book held = new Book(new BookingId("held"), List.of(line("room", 3)), Optional.of(HOLD),
                Optional.empty());

        Commit commit = GroupRules.admit(List.of(two, held), open("room", 5), NOON);

        assertThat(commit.result().bookings()).containsOnlyKeys(two.booking(), held.booking());
        assertThat(commit.resources()).hasSize(1);
        assertThat(((Move) commit.resources().getFirst()).movements()).containsExactly(
                new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 2),
                new Movement(Counter.AVAILABLE, new Bucket.Slot(slot()), 3));
    }

    @Test
    void aBookingOfSeveralResourcesOrOfOneVersionGoesAlone() {
        assertThat(book(line("room", 1)).mayShareAWrite()).isTrue();
        assertThat(book(line("room", 1), line("hall", 1)).mayShareAWrite()).isFalse();
        assertThat(book(line("room", 1, 7)).mayShareAWrite()).isFalse();
    }

    private static Book member(String id, long units) {
        return new Book(new BookingId(id), List.of(line("room", units)), Optional.empty(),
                Optional.empty());
    }
}
