package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.EARLIER;
import static io.holdfast.domain.protocol.Given.NOON;
import static io.holdfast.domain.protocol.Given.ROOM;
import static io.holdfast.domain.protocol.Given.book;
import static io.holdfast.domain.protocol.Given.booked;
import static io.holdfast.domain.protocol.Given.failed;
import static io.holdfast.domain.protocol.Given.intents;
import static io.holdfast.domain.protocol.Given.invocation;
import static io.holdfast.domain.protocol.Given.open;
import static io.holdfast.domain.protocol.Given.room;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.Command.Resolve;
import io.holdfast.domain.ledger.Faults.Fault;
import io.holdfast.domain.ledger.MemoryLedger;
import io.holdfast.domain.ledger.MemoryLedger.Request;
import io.holdfast.domain.protocol.Answer.BookingDecided;
import io.holdfast.domain.protocol.Answer.Cause;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.ResourceStatus;
import org.junit.jupiter.api.Test;

/** The skeleton that every verb shares, shown on a booking. */
class AttemptTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final Book command = book("b", 2);
    private BookingDecided decided = new BookingDecided(booked(command), false);

    @Test
    void aReadThatFailedDecidesNothingAndIsFollowedByNoWrite() {
        ledger.has(open(5)).faults().unread(Reason.THROTTLED);

        assertThat(answer()).isEqualTo(new Answer.Undecided());
        assertThat(ledger.sequence()).isEqualTo("Read");
    }

    @Test
    void anItemThatWasNotShownDecidesNothing() {
        ledger.has(open(5)).faults().hides(command.booking());

        assertThat(answer()).isEqualTo(new Answer.Undecided());
        assertThat(ledger.sequence()).isEqualTo("Read");
    }

    @Test
    void anAdmittedCommandIsOneReadOneNoteAndOneRecord() {
        ledger.has(open(5));

        assertThat(decided().verdict()).isEqualTo(new Verdict.Committed(NOON));
        assertThat(decided.replayed()).isFalse();
        assertThat(ledger.sequence()).isEqualTo("Read Noted Recorded");
        assertThat(ledger.resource(ROOM).available()).isEqualTo(3);
        assertThat(intents(ledger.resource(ROOM))).as("left for whoever comes next")
                .containsExactly("b");
    }

    @Test
    void aRecordedVerdictIsReplayed() {
        ledger.has(open(5)).has(failed(command, Reason.RESOURCE_CLOSED));

        assertThat(answer()).isEqualTo(
                new BookingDecided(failed(command, Reason.RESOURCE_CLOSED), true));
        assertThat(ledger.sequence()).isEqualTo("Read");
    }

    @Test
    void anIdThatBelongsToAnotherCommandIsRejected() {
        ledger.has(open(5)).has(booked(book("b", 1)));

        assertThat(answer()).isEqualTo(Answer.Rejected.of(Cause.KEY_REUSED));
        assertThat(ledger.sequence()).isEqualTo("Read");
    }

    @Test
    void aRefusalIsRecordedAndNoUnitsAreAskedFor() {
        ledger.has(room(ResourceStatus.CLOSED, 5));

        assertThat(reason()).isEqualTo(Reason.RESOURCE_CLOSED);
        assertThat(ledger.booking(command.booking())).contains(decided.booking());
        assertThat(ledger.sequence()).isEqualTo("Read Recorded");
    }

    @Test
    void aStatusOfALaterReleaseIsLeftToThatRelease() {
        ledger.has(room(ResourceStatus.UNKNOWN, 5));

        assertThat(answer()).isEqualTo(new Answer.Undecided());
        assertThat(ledger.sequence()).isEqualTo("Read");
    }

    /** What another has taken since the read may still be given back. */
    @Test
    void aLostRaceIsRecordedOnceAndTheWriteIsNotRepeated() {
        ledger.has(open(2)).faults().notes(Fault.after(() -> ledger.has(Noted.on(open(2),
                Noted.book("other", 1, NOON)))));

        assertThat(decided().verdict())
                .isEqualTo(new Verdict.Failed(Reason.CONTENTION, Evidence.of(ROOM), NOON));
        assertThat(decided.replayed()).isFalse();
        assertThat(ledger.sequence()).isEqualTo("Read Noted Recorded");
    }

    @Test
    void aVerdictThatTheDecisionMetIsReplayedWithoutAnotherRecord() {
        ledger.has(open(5)).faults().records(Fault.after(() -> ledger.has(booked(command))));

        assertThat(answer()).isEqualTo(new BookingDecided(booked(command), true));
        assertThat(ledger.sent(Request.Recorded.class)).hasSize(1);
    }

    @Test
    void anAmbiguousNoteIsFencedOff() {
        ledger.has(open(5)).faults().notes(Fault.LOST);

        assertThat(reason()).isEqualTo(Reason.STORE_ERROR);
        assertThat(ledger.booking(command.booking())).contains(decided.booking());
    }

    @Test
    void anAmbiguousDecisionIsFencedOff() {
        ledger.has(open(5)).faults().records(Fault.LOST);

        assertThat(reason()).isEqualTo(Reason.STORE_ERROR);
        assertThat(ledger.booking(command.booking())).contains(decided.booking());
    }

    @Test
    void theOwnAmbiguousWriteThatLandedIsNoReplay() {
        ledger.has(open(5)).faults().records(Fault.UNANSWERED);

        assertThat(decided().verdict()).isEqualTo(new Verdict.Committed(NOON));
        assertThat(decided.replayed()).isFalse();
    }

    @Test
    void theVerdictOfAnotherDeliveryThatTheFenceMetIsAReplay() {
        ledger.has(open(5)).faults().records(Fault.LOST,
                Fault.after(() -> ledger.has(booked(command))));

        assertThat(decided()).isEqualTo(new BookingDecided(booked(command), true));
        assertThat(decided.verdict()).isEqualTo(new Verdict.Committed(EARLIER));
    }

    @Test
    void anotherCommandThatTheFenceMetHasReusedTheKey() {
        ledger.has(open(0)).faults().records(
                Fault.after(() -> ledger.has(booked(book("b", 1)))));

        assertThat(answer()).isEqualTo(Answer.Rejected.of(Cause.KEY_REUSED));
    }

    @Test
    void theRecordIsRepeatedUntilItsAnswerIsDecisive() {
        ledger.has(open(0)).faults().records(Fault.UNANSWERED);

        assertThat(reason()).isEqualTo(Reason.INSUFFICIENT_CAPACITY);
        assertThat(decided.replayed()).as("the first try had landed").isFalse();
        assertThat(ledger.sequence()).isEqualTo("Read Recorded Recorded");
    }

    @Test
    void aThrottledNoteOrDecisionIsAFailure() {
        ledger.has(open(5)).faults().notes(Fault.refusedFor(Reason.THROTTLED));
        assertThat(reason()).isEqualTo(Reason.THROTTLED);

        MemoryLedger other = new MemoryLedger().has(open(5));
        other.faults().records(Fault.refusedFor(Reason.CONTENTION));
        assertThat(Given.reason(new Protocol(other).execute(command, invocation())))
                .isEqualTo(Reason.CONTENTION);
        assertThat(other.resource(ROOM).available()).as("and undone").isEqualTo(5);
    }

    @Test
    void anIdIsGivenUpWithoutARead() {
        BookingDecided abandoned = (BookingDecided) new Protocol(ledger)
                .execute(new Resolve(command.booking()), invocation());

        assertThat(((Verdict.Failed) abandoned.verdict()).reason()).isEqualTo(Reason.ABANDONED);
        assertThat(abandoned.replayed()).isFalse();
        assertThat(ledger.sequence()).isEqualTo("Recorded");
    }

    @Test
    void whatIsRecordedUnderAnIdCannotBeGivenUp() {
        Booking recorded = booked(book("b", 1));
        ledger.has(recorded);

        assertThat(new Protocol(ledger).execute(new Resolve(command.booking()), invocation()))
                .isEqualTo(new BookingDecided(recorded, true));
    }

    private Answer answer() {
        return new Protocol(ledger).execute(command, invocation());
    }

    private BookingDecided decided() {
        decided = (BookingDecided) answer();
        return decided;
    }

    private Reason reason() {
        return ((Verdict.Failed) decided().verdict()).reason();
    }
}
