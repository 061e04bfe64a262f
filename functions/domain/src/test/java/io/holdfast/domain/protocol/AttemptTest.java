package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.EARLIER;
import static io.holdfast.domain.protocol.Given.INVOCATION;
import static io.holdfast.domain.protocol.Given.NOON;
import static io.holdfast.domain.protocol.Given.ROOM;
import static io.holdfast.domain.protocol.Given.book;
import static io.holdfast.domain.protocol.Given.booked;
import static io.holdfast.domain.protocol.Given.canceled;
import static io.holdfast.domain.protocol.Given.failed;
import static io.holdfast.domain.protocol.Given.open;
import static io.holdfast.domain.protocol.Given.room;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.Command.Resolve;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.Ledger.Recording;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.protocol.Answer.BookingDecided;
import io.holdfast.domain.protocol.Answer.Cause;
import io.holdfast.domain.resource.ResourceStatus;
import org.junit.jupiter.api.Test;

/** The skeleton that every verb shares, shown on a booking. */
class AttemptTest {
    private final ScriptedLedger ledger = new ScriptedLedger();
    private final Book command = book("b", 2);
    private BookingDecided decided = new BookingDecided(booked(command), false);

    @Test
    void aReadThatFailedDecidesNothingAndIsFollowedByNoWrite() {
        ledger.reads(new Reading.NotRead(Reason.THROTTLED));

        assertThat(answer()).isEqualTo(new Answer.Undecided());
        assertThat(ledger.requests()).isEqualTo(1);
    }

    @Test
    void anAdmittedCommandIsOneReadAndOneWrite() {
        ledger.reads(open(5)).commits(new Committing.Applied());

        assertThat(decided().verdict()).isEqualTo(new Verdict.Committed(NOON));
        assertThat(decided.replayed()).isFalse();
        assertThat(ledger.requests()).isEqualTo(2);
    }

    @Test
    void aRecordedVerdictIsReplayed() {
        ledger.reads(Image.of(failed(command, Reason.RESOURCE_CLOSED)));

        assertThat(answer()).isEqualTo(
                new BookingDecided(failed(command, Reason.RESOURCE_CLOSED), true));
        assertThat(ledger.requests()).isEqualTo(1);
    }

    @Test
    void anIdThatBelongsToAnotherCommandIsRejected() {
        ledger.reads(Image.of(booked(book("b", 1))));

        assertThat(answer()).isEqualTo(Answer.Rejected.of(Cause.KEY_REUSED));
        assertThat(ledger.requests()).isEqualTo(1);
    }

    @Test
    void aRefusalIsRecordedAndNoUnitsAreAskedFor() {
        ledger.reads(room(ResourceStatus.CLOSED, 5)).records(new Recording.Recorded());

        assertThat(reason()).isEqualTo(Reason.RESOURCE_CLOSED);
        assertThat(ledger.records()).containsExactly(new PutBooking(decided.booking()));
        assertThat(ledger.committed()).isEmpty();
    }

    @Test
    void aStatusOfALaterReleaseIsLeftToThatRelease() {
        ledger.reads(room(ResourceStatus.UNKNOWN, 5));

        assertThat(answer()).isEqualTo(new Answer.Undecided());
        assertThat(ledger.requests()).isEqualTo(1);
    }

    @Test
    void aLostRaceIsRecordedOnceAndTheWriteIsNotRepeated() {
        ledger.reads(open(5)).commits(canceled(open(5))).records(new Recording.Recorded());

        assertThat(decided().verdict())
                .isEqualTo(new Verdict.Failed(Reason.CONTENTION, Evidence.of(ROOM), NOON));
        assertThat(decided.replayed()).isFalse();
        assertThat(ledger.committed()).hasSize(1);
        assertThat(ledger.records()).hasSize(1);
    }

    @Test
    void aVerdictThatTheWriteMetIsReplayedWithoutARecord() {
        ledger.reads(open(5)).commits(canceled(Image.of(booked(command))));

        assertThat(answer()).isEqualTo(new BookingDecided(booked(command), true));
        assertThat(ledger.records()).isEmpty();
    }

    @Test
    void anAmbiguousWriteIsFencedOff() {
        ledger.reads(open(5)).commits(new Committing.Ambiguous())
                .records(new Recording.Recorded());

        assertThat(reason()).isEqualTo(Reason.STORE_ERROR);
        assertThat(ledger.records()).containsExactly(new PutBooking(decided.booking()));
    }

    @Test
    void theOwnAmbiguousWriteThatLandedIsNoReplay() {
        ledger.reads(open(5)).commits(new Committing.Ambiguous()).recordMeetsTheCommit();

        assertThat(decided().verdict()).isEqualTo(new Verdict.Committed(NOON));
        assertThat(decided.replayed()).isFalse();
    }

    @Test
    void theVerdictOfAnotherDeliveryThatTheFenceMetIsAReplay() {
        ledger.reads(open(5)).commits(new Committing.Ambiguous())
                .records(new Recording.Refused(Image.of(booked(command))));

        assertThat(decided()).isEqualTo(new BookingDecided(booked(command), true));
        assertThat(decided.verdict()).isEqualTo(new Verdict.Committed(EARLIER));
    }

    @Test
    void anotherCommandThatTheFenceMetHasReusedTheKey() {
        ledger.reads(open(0))
                .records(new Recording.Refused(Image.of(booked(book("b", 1)))));

        assertThat(answer()).isEqualTo(Answer.Rejected.of(Cause.KEY_REUSED));
    }

    @Test
    void theRecordIsRepeatedUntilItsAnswerIsDecisive() {
        ledger.reads(open(0)).records(new Recording.NotRecorded()).recordMeetsItself();

        assertThat(reason()).isEqualTo(Reason.INSUFFICIENT_CAPACITY);
        assertThat(decided.replayed()).as("the first try had landed").isFalse();
        assertThat(ledger.records()).hasSize(2);
    }

    @Test
    void withoutADecisiveAnswerTheCommandIsUndecided() {
        ledger.reads(open(5)).commits(new Committing.Ambiguous());
        for (int i = 0; i < 4; i++) {
            ledger.records(new Recording.NotRecorded());
        }

        assertThat(answer()).isEqualTo(new Answer.Undecided());
        assertThat(ledger.committed()).as("sent once").hasSize(1);
    }

    @Test
    void anIdIsGivenUpWithoutARead() {
        ledger.records(new Recording.Recorded());

        BookingDecided abandoned = (BookingDecided) new Protocol(ledger)
                .execute(new Resolve(command.booking()), INVOCATION);

        assertThat(((Verdict.Failed) abandoned.verdict()).reason()).isEqualTo(Reason.ABANDONED);
        assertThat(abandoned.replayed()).isFalse();
        assertThat(ledger.requests()).isEqualTo(1);
    }

    @Test
    void whatIsRecordedUnderAnIdCannotBeGivenUp() {
        Booking recorded = booked(book("b", 1));
        ledger.records(new Recording.Refused(Image.of(recorded)));

        assertThat(new Protocol(ledger).execute(new Resolve(command.booking()), INVOCATION))
                .isEqualTo(new BookingDecided(recorded, true));
    }

    private Answer answer() {
        return new Protocol(ledger).execute(command, INVOCATION);
    }

    private BookingDecided decided() {
        decided = (BookingDecided) answer();
        return decided;
    }

    private Reason reason() {
        return ((Verdict.Failed) decided().verdict()).reason();
    }
}
