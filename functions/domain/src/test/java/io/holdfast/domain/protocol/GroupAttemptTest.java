package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.NOON;
import static io.holdfast.domain.protocol.Given.ROOM;
import static io.holdfast.domain.protocol.Given.book;
import static io.holdfast.domain.protocol.Given.booked;
import static io.holdfast.domain.protocol.Given.intents;
import static io.holdfast.domain.protocol.Given.invocation;
import static io.holdfast.domain.protocol.Given.isCommitted;
import static io.holdfast.domain.protocol.Given.open;
import static io.holdfast.domain.protocol.Given.reason;
import static io.holdfast.domain.protocol.Given.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.decision.Recorded;
import io.holdfast.domain.ledger.Faults.Fault;
import io.holdfast.domain.ledger.MemoryLedger;
import io.holdfast.domain.protocol.Answer.BookingDecided;
import io.holdfast.domain.protocol.Answer.Decided;
import io.holdfast.domain.protocol.Invocation.RemainingTime;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bookings that share a read and a write, and are independent all the same. */
class GroupAttemptTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final Book first = book("first", 2);
    private final Book second = book("second", 3);
    private final List<Book> group = List.of(first, second);

    @Test
    void bookingsThatFitAreOneReadOneNoteAndOneRequestThatDecides() {
        ledger.has(open(5));

        assertThat(verdicts(answers(invocation()))).hasSize(2)
                .containsOnly(new Verdict.Committed(NOON));
        assertThat(ledger.sequence()).isEqualTo("Read Noted RecordedTogether");
        assertThat(intents(ledger.resource(ROOM))).containsExactly("first", "second");
    }

    @Test
    void oneThatIsRecordedIsReplayedAndTheOthersAreDecided() {
        ledger.has(open(5)).has(booked(first));

        Map<BookingId, Answer> answers = answers(invocation());

        assertThat(answers.get(first.booking()))
                .isEqualTo(new BookingDecided(booked(first), true));
        assertThat(decided(answers, second).replayed()).isFalse();
        assertThat(intents(ledger.resource(ROOM))).containsExactly("second");
    }

    @Test
    void oneThatIsCrowdedOutIsAttemptedAloneOnAnImageOfItsOwn() {
        ledger.has(open(4));

        Map<BookingId, Answer> answers = answers(invocation());

        assertThat(isCommitted(decided(answers, first))).isTrue();
        assertThat(reason(decided(answers, second)))
                .isEqualTo(Reason.INSUFFICIENT_CAPACITY);
        assertThat(ledger.sequence())
                .isEqualTo("Read Noted RecordedTogether Read Read Recorded");
    }

    @Test
    void aGroupWhoseNoteIsRefusedIsAttemptedOneByOne() {
        ledger.has(open(5)).faults().notes(Fault.after(() -> ledger.has(open(4))));

        Map<BookingId, Answer> answers = answers(invocation());

        assertThat(isCommitted(decided(answers, first))).isTrue();
        assertThat(reason(decided(answers, second)))
                .isEqualTo(Reason.INSUFFICIENT_CAPACITY);
    }

    /** Ten requests instead of one would be the wrong answer to a throttle. */
    @Test
    void aThrottledGroupIsNotAttemptedOneByOne() {
        ledger.has(open(5)).faults().notes(Fault.refusedFor(Reason.THROTTLED));

        assertThat(answers(invocation()).values()).extracting(Given::reason)
                .containsOnly(Reason.THROTTLED);
        assertThat(ledger.sequence()).isEqualTo("Read Noted Recorded Recorded");
    }

    @Test
    void anAmbiguousNoteIsFencedOffForEachAndUndone() {
        ledger.has(open(5)).faults().notes(Fault.UNANSWERED);

        assertThat(answers(invocation()).values()).extracting(Given::reason)
                .containsOnly(Reason.STORE_ERROR);
        assertThat(ledger.sequence()).isEqualTo("Read Noted Recorded Recorded Settled");
        assertThat(ledger.resource(ROOM).available()).isEqualTo(5);
    }

    @Test
    void anAmbiguousDecisionIsFencedOffForEachByItself() {
        ledger.has(open(5)).faults().members(Fault.UNANSWERED, Fault.LOST);

        Map<BookingId, Answer> answers = answers(invocation());

        assertThat(decided(answers, first).verdict())
                .isEqualTo(new Verdict.Committed(NOON));
        assertThat(decided(answers, first).replayed()).isFalse();
        assertThat(reason(decided(answers, second))).isEqualTo(Reason.STORE_ERROR);
        assertThat(intents(ledger.resource(ROOM))).as("only the failed one is undone")
                .containsExactly("first");
        assertThat(ledger.resource(ROOM).available()).isEqualTo(3);
    }

    /** A duplicate comes without its item, so the fence reads it. */
    @Test
    void aMemberThatAnotherDeliveryHasDecidedIsItsReplay() {
        ledger.has(open(5)).faults().members(Fault.after(() -> ledger.has(booked(first))));

        Map<BookingId, Answer> answers = answers(invocation());

        assertThat(answers.get(first.booking()))
                .isEqualTo(new BookingDecided(booked(first), true));
        assertThat(isCommitted(decided(answers, second))).isTrue();
        assertThat(intents(ledger.resource(ROOM))).as("its note was for nothing")
                .containsExactly("second");
    }

    @Test
    void oneMemberNeverDecidesTheFateOfAnother() {
        ledger.has(open(5)).faults().members(Fault.refusedFor(Reason.THROTTLED));

        Map<BookingId, Answer> answers = answers(invocation());

        assertThat(reason(decided(answers, first))).isEqualTo(Reason.THROTTLED);
        assertThat(isCommitted(decided(answers, second))).isTrue();
    }

    @Test
    void aGroupLooksAtTheIntentsOfTheLastGroupAndTakesThemOff() {
        Intent.OfBooking[] last = IntStream.range(0, 6)
                .mapToObj(i -> Noted.book("last" + i, 1, NOON)).toArray(Intent.OfBooking[]::new);
        ledger.has(Noted.on(open(11), last));
        List.of(last).forEach(intent -> ledger.has(Recorded.kept(intent, ROOM)));

        assertThat(verdicts(answers(invocation()))).containsOnly(new Verdict.Committed(NOON));
        assertThat(ledger.sequence()).isEqualTo("Read Read Noted RecordedTogether");
        assertThat(intents(ledger.resource(ROOM))).containsExactly("first", "second");
    }

    @Test
    void withoutTimeForOneMoreCommandTheOthersHaveNoAnswer() {
        ledger.has(open(4));

        assertThat(answers(new Invocation(NOON, new RemainingTime() {
            @Override
            public boolean await(Duration base) {
                return true;
            }

            @Override
            public boolean coversCommand() {
                return false;
            }
        }, Given.nonces()))).containsOnlyKeys(first.booking());
    }

    @Test
    void aReadThatFailedOrAStatusOfALaterReleaseDecidesNothing() {
        ledger.has(room(ResourceStatus.UNKNOWN, 5)).faults().unread(Reason.THROTTLED);

        assertThat(answers(invocation()).values()).hasSize(2).containsOnly(new Answer.Undecided());
        assertThat(answers(invocation()).values()).hasSize(2).containsOnly(new Answer.Undecided());
        assertThat(ledger.sequence()).isEqualTo("Read Read");
    }

    @Test
    void aGroupIsOneToTwentyFiveBookingsOfDistinctIds() {
        List<Book> many = IntStream.range(0, 26)
                .mapToObj(i -> book("b" + i, 1)).toList();

        for (List<Book> wrong : List.of(List.<Book>of(), List.of(first, first), many)) {
            assertThatThrownBy(() -> new Protocol(ledger).executeTogether(wrong, invocation()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Map<BookingId, Answer> answers(Invocation invocation) {
        return new Protocol(ledger).executeTogether(group, invocation);
    }

    private static Decided decided(Map<BookingId, Answer> answers, Book command) {
        return (Decided) Objects.requireNonNull(answers.get(command.booking()));
    }

    private static List<Verdict> verdicts(Map<BookingId, Answer> answers) {
        return answers.values().stream().map(answer -> ((Decided) answer).verdict()).toList();
    }
}
