package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.HOLD;
import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;
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
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.decision.GroupRules.Admitted;
import io.holdfast.domain.decision.GroupRules.GroupDecision;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupRulesTest {
    private final Book two = member("two", 2);
    private final Book four = member("four", 4);
    private final Book one = member("one", 1);

    @Test
    void thoseThatFitAreAdmittedInTheOrderOfArrival() {
        GroupDecision decision = decide(open("room", 5), two, four, one);

        assertThat(decision.admitted()).extracting(Admitted::command).containsExactly(two, one);
        assertThat(decision.alone()).containsExactly(four);
        assertThat(decision.refused()).isEmpty();
    }

    /** It is true whatever becomes of the others; of one that is crowded out it is not. */
    @Test
    void theImageRefusesAMemberThatWouldNotFitAlone() {
        GroupDecision decision = decide(open("room", 3), two, four);

        assertThat(decision.admitted()).extracting(Admitted::command).containsExactly(two);
        assertThat(decision.refused()).containsOnlyKeys(four);
        assertThat(decision.refused().values()).extracting(Refusal::reason)
                .containsExactly(Reason.INSUFFICIENT_CAPACITY);
        assertThat(decision.alone()).isEmpty();
    }

    @Test
    void nobodyJoinsAtAResourceThatIsClosedOrDoesNotExist() {
        assertThat(decide(closed("room", 9), two, one).refused().values())
                .extracting(Refusal::reason).containsOnly(Reason.RESOURCE_CLOSED);
        assertThat(GroupRules.decide(List.of(two, one), Optional.empty(), NOON, () -> OWN)
                .refused().values()).extracting(Refusal::reason)
                .containsOnly(Reason.RESOURCE_NOT_FOUND);
    }

    @Test
    void expiredUnitsCountAndAreCollectedOnce() {
        GroupDecision decision = decide(withExpired("room", 1, 2), two, one);

        assertThat(decision.admitted()).extracting(Admitted::command).containsExactly(two, one);
        assertThat(decision.note().orElseThrow().collected().units())
                .containsOnlyKeys(expiredSlot());
    }

    @Test
    void theOneWriteHasARecordAndAMovementForEach() {
        Book held = new Book(new BookingId("held"), List.of(line("room", 3)), Optional.of(HOLD),
                Optional.empty());

        GroupDecision decision = decide(open("room", 5), two, held);

        assertThat(decision.admitted()).extracting(each -> each.record().id())
                .containsExactly(two.booking(), held.booking());
        assertThat(decision.note().orElseThrow().movements()).containsExactly(
                new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 2),
                new Movement(Counter.AVAILABLE, new Bucket.Slot(slot()), 3));
    }

    /** One record never proves the intent of another. */
    @Test
    void everyMemberHasANonceOfItsOwnWhichItsRecordNames() {
        GroupDecision decision = decide(open("room", 5), two, one);

        assertThat(decision.admitted()).extracting(each -> each.intent().nonce())
                .doesNotHaveDuplicates();
        assertThat(decision.admitted()).allSatisfy(each -> assertThat(each.record().booking()
                .admission().orElseThrow().lines()).extracting(Line::nonce)
                .containsExactly(each.intent().nonce()));
    }

    @Test
    void aMemberThatHasAnIntentHereIsAttemptedAlone() {
        Resource room = Noted.on(open("room", 5), Noted.book("two", 1, NOON));

        assertThat(decide(room, two, one).alone()).containsExactly(two);
    }

    @Test
    void whoeverFindsNoRoomInTheMapBesideTheOthersIsAttemptedAlone() {
        Resource room = Noted.on(open("room", 40), IntStream.range(0, 31)
                .mapToObj(i -> Noted.book("b" + i, 1, NOON)).toArray(Intent[]::new));

        assertThat(decide(room, two, one).alone()).containsExactly(one);
    }

    @Test
    void aBookingOfSeveralResourcesOrOfOneVersionGoesAlone() {
        assertThat(book(line("room", 1)).mayShareAWrite()).isTrue();
        assertThat(book(line("room", 1), line("hall", 1)).mayShareAWrite()).isFalse();
        assertThat(book(line("room", 1, 7)).mayShareAWrite()).isFalse();
    }

    private static GroupDecision decide(Resource room, Book... group) {
        AtomicInteger drawn = new AtomicInteger();
        return GroupRules.decide(List.of(group),
                Optional.of(new Outlook(room, Image.NONE, NOON)), NOON,
                () -> Noted.nonce("n" + drawn.incrementAndGet()));
    }

    private static Book member(String id, long units) {
        return new Book(new BookingId(id), List.of(line("room", units)), Optional.empty(),
                Optional.empty());
    }
}
