package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.INVOCATION;
import static io.holdfast.domain.protocol.Given.NOON;
import static io.holdfast.domain.protocol.Given.book;
import static io.holdfast.domain.protocol.Given.booked;
import static io.holdfast.domain.protocol.Given.canceled;
import static io.holdfast.domain.protocol.Given.open;
import static io.holdfast.domain.protocol.Given.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.Ledger.Recording;
import io.holdfast.domain.protocol.Answer.BookingDecided;
import io.holdfast.domain.protocol.Answer.Decided;
import io.holdfast.domain.protocol.Invocation.RemainingTime;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bookings that share a read and a write, and are independent all the same. */
class GroupAttemptTest {
    private final ScriptedLedger ledger = new ScriptedLedger();
    private final Book first = book("first", 2);
    private final Book second = book("second", 3);
    private final List<Book> group = List.of(first, second);

    @Test
    void bookingsThatFitAreOneReadAndOneWrite() {
        ledger.reads(open(5)).commits(new Committing.Applied());

        assertThat(verdicts(answers(INVOCATION))).hasSize(2)
                .containsOnly(new Verdict.Committed(NOON));
        assertThat(ledger.requests()).isEqualTo(2);
    }

    @Test
    void oneThatIsRecordedIsReplayedAndTheOthersAreDecided() {
        ledger.reads(open(5).updatedBy(Image.of(booked(first))))
                .commits(new Committing.Applied());

        Map<BookingId, Answer> answers = answers(INVOCATION);

        assertThat(answers.get(first.booking()))
                .isEqualTo(new BookingDecided(booked(first), true));
        assertThat(decided(answers, second).replayed()).isFalse();
        assertThat(ledger.committed().getFirst().records()).hasSize(1);
    }

    @Test
    void oneThatIsCrowdedOutIsAttemptedAloneOnAnImageOfItsOwn() {
        ledger.reads(open(4)).commits(new Committing.Applied()).reads(open(2))
                .records(new Recording.Recorded());

        Map<BookingId, Answer> answers = answers(INVOCATION);

        assertThat(reason(decided(answers, second)))
                .isEqualTo(Reason.INSUFFICIENT_CAPACITY);
        assertThat(ledger.reads()).hasSize(2);
    }

    @Test
    void aGroupWhoseWriteIsCanceledIsAttemptedOneByOne() {
        ledger.reads(open(5)).commits(canceled(open(4)))
                .reads(open(4)).commits(new Committing.Applied())
                .reads(open(2)).records(new Recording.Recorded());

        Map<BookingId, Answer> answers = answers(INVOCATION);

        assertThat(decided(answers, first).verdict())
                .isEqualTo(new Verdict.Committed(NOON));
        assertThat(reason(decided(answers, second)))
                .isEqualTo(Reason.INSUFFICIENT_CAPACITY);
    }

    /** Ten requests instead of one would be the wrong answer to a throttle. */
    @Test
    void aThrottledGroupIsNotAttemptedOneByOne() {
        ledger.reads(open(5))
                .commits(new Committing.NotApplied(new Canceled(Image.NONE, false, true)))
                .records(new Recording.Recorded()).records(new Recording.Recorded());

        assertThat(answers(INVOCATION).values()).extracting(GroupAttemptTest::reason)
                .containsOnly(Reason.THROTTLED);
        assertThat(ledger.committed()).hasSize(1);
    }

    @Test
    void anAmbiguousWriteIsFencedOffForEachByItself() {
        ledger.reads(open(5)).commits(new Committing.Ambiguous()).recordMeetsTheCommit()
                .records(new Recording.Recorded());

        Map<BookingId, Answer> answers = answers(INVOCATION);

        assertThat(decided(answers, first).verdict())
                .isEqualTo(new Verdict.Committed(NOON));
        assertThat(decided(answers, first).replayed()).isFalse();
        assertThat(reason(decided(answers, second))).isEqualTo(Reason.STORE_ERROR);
    }

    @Test
    void withoutTimeForOneMoreCommandTheOthersHaveNoAnswer() {
        ledger.reads(open(4)).commits(new Committing.Applied());

        assertThat(answers(new Invocation(NOON, new RemainingTime() {
            @Override
            public boolean await(Duration base) {
                return true;
            }

            @Override
            public boolean coversCommand() {
                return false;
            }
        }))).containsOnlyKeys(first.booking());
    }

    @Test
    void aReadThatFailedOrAStatusOfALaterReleaseDecidesNothing() {
        ledger.reads(new Reading.NotRead(Reason.THROTTLED))
                .reads(room(ResourceStatus.UNKNOWN, 5));

        assertThat(answers(INVOCATION).values()).hasSize(2).containsOnly(new Answer.Undecided());
        assertThat(answers(INVOCATION).values()).hasSize(2).containsOnly(new Answer.Undecided());
        assertThat(ledger.requests()).isEqualTo(2);
    }

    @Test
    void aGroupIsOneToTwentyFiveBookingsOfDistinctIds() {
        List<Book> many = IntStream.range(0, 26)
                .mapToObj(i -> book("b" + i, 1)).toList();

        for (List<Book> wrong : List.of(List.<Book>of(), List.of(first, first), many)) {
            assertThatThrownBy(() -> new Protocol(ledger).executeTogether(wrong, INVOCATION))
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

    private static Reason reason(Answer answer) {
        return ((Verdict.Failed) ((Decided) answer).verdict()).reason();
    }
}
