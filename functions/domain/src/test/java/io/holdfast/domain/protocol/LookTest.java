package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.ID;
import static io.holdfast.domain.protocol.Given.NOON;
import static io.holdfast.domain.protocol.Given.ROOM;
import static io.holdfast.domain.protocol.Given.book;
import static io.holdfast.domain.protocol.Given.booked;
import static io.holdfast.domain.protocol.Given.held;
import static io.holdfast.domain.protocol.Given.holding;
import static io.holdfast.domain.protocol.Given.intents;
import static io.holdfast.domain.protocol.Given.invocation;
import static io.holdfast.domain.protocol.Given.isCommitted;
import static io.holdfast.domain.protocol.Given.line;
import static io.holdfast.domain.protocol.Given.open;
import static io.holdfast.domain.protocol.Given.room;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.Reason;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.decision.Recorded;
import io.holdfast.domain.ledger.MemoryLedger;
import io.holdfast.domain.ledger.MemoryLedger.Request;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When the records of intents are read, and of which. */
class LookTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final Book command = book("b", 2);

    @Test
    void fiveIntentsOfOthersAreLeftAloneAndSixAreLookedAt() {
        ledger.has(Noted.on(open(20), others(5)));
        assertThat(isCommitted(execute(command))).isTrue();
        assertThat(ledger.sequence()).isEqualTo("Read Noted Recorded");

        MemoryLedger more = new MemoryLedger().has(Noted.on(open(20), others(6)));
        List.of(others(6)).forEach(intent -> more.has(Recorded.kept(intent, ROOM)));
        assertThat(isCommitted(new Protocol(more).execute(command, invocation()))).isTrue();
        assertThat(more.sequence()).isEqualTo("Read Read Noted Recorded");
        assertThat(intents(more.resource(ROOM))).as("taken off in the note")
                .containsExactly("b");
    }

    @Test
    void unitsThatIntentsCouldFreeAreLookedFor() {
        ledger.has(Noted.on(open(3), Noted.book("other", 2, NOON)))
                .has(Recorded.voided(Noted.book("other", 2, NOON), ROOM));

        assertThat(isCommitted(execute(command))).isTrue();
        assertThat(ledger.sequence()).isEqualTo("Read Read Noted Recorded");
        assertThat(ledger.resource(ROOM).available()).isEqualTo(1);
    }

    @Test
    void aRefusalThatIsTrueWhateverTheIntentsBecomeNeedsNoLook() {
        ledger.has(Noted.on(open(3), Noted.book("other", 2, NOON)));

        assertThat(Given.reason(execute(book("b", 4))))
                .isEqualTo(Reason.INSUFFICIENT_CAPACITY);
        assertThat(ledger.sequence()).isEqualTo("Read Recorded");
    }

    @Test
    void aDefinitionUnderWayIsLookedAt() {
        Intent.OfDefinition closing = Noted.status(ResourceStatus.CLOSED, NOON);
        ledger.has(Noted.on(open(5), closing)).has(Recorded.voided(closing, ROOM));

        assertThat(isCommitted(execute(command))).isTrue();
        assertThat(ledger.resource(ROOM).status()).as("in one write")
                .isEqualTo(ResourceStatus.OPEN);
        assertThat(ledger.resource(ROOM).defining()).isEmpty();
    }

    /** The first read is of no one instant: the record may have been written before the image. */
    @Test
    void n4AnIntentOfThisBookingIsInDoubtOnlyIfTheRecordIsReadAfterIt() {
        ledger.has(Noted.on(open(2), own(2))).faults().reads()
                .beforeRead(() -> ledger.has(booked(command)));

        assertThat(execute(command)).isEqualTo(
                new Answer.BookingDecided(booked(command), true));
        assertThat(ledger.sequence()).isEqualTo("Read Read");
    }

    @Test
    void n4AnIntentOnABookingIsAdoptedOnlyOnceTheBookingIsReadAfterIt() {
        Confirm confirm = new Confirm(ID, new CommandId("c"));
        Intent.OfBooking own = new Intent.OfBooking(ID, Noted.nonce("other"),
                new Movement(new Bucket.Slot(Given.SLOT), Counter.CONFIRMED, 3),
                Optional.of(confirm.id()), confirm.fingerprint().bits(), 1, NOON);
        ledger.has(Noted.on(holding(), own)).has(held()).faults().reads().reads()
                .beforeRead(() -> ledger.has(held().raised()));

        assertThat(isCommitted(execute(confirm))).isTrue();
        assertThat(ledger.sequence()).as("it starts anew on the version that it has seen")
                .isEqualTo("Read Read Read Read Read Noted Recorded");
        assertThat(ledger.resource(ROOM).confirmed()).isEqualTo(3);
    }

    /** Or the other line's units would be taken while this one is already decided. */
    @Test
    void n5AllLinesAreLookedAtBeforeTheFirstIsNoted() {
        Book two = book("b", line("hall", 1), line("room", 2));
        Intent.OfBooking other = Noted.book("other", 2, NOON);
        ledger.has(room("hall", ResourceStatus.OPEN, 1)).has(Noted.on(open(2), other))
                .has(Recorded.voided(other, ROOM));

        assertThat(isCommitted(execute(two))).isTrue();
        assertThat(ledger.sequence()).isEqualTo("Read Read Noted Noted Recorded");
    }

    @Test
    void n5ALineThatIsHinderedLeavesTheOthersUntouched() {
        Book two = book("b", line("hall", 1), line("room", 2));
        ledger.has(room("hall", ResourceStatus.OPEN, 1))
                .has(Noted.on(open(2), Noted.book("other", 2, NOON)));

        assertThat(Given.reason(execute(two))).isEqualTo(Reason.CONTENTION);
        assertThat(ledger.sequence()).isEqualTo("Read Read Recorded");
    }

    @Test
    void oneLookReadsAtMostAHundredRecordsThoseOfTheOldestIntents() {
        List<Intent> intents = IntStream.range(0, 120).<Intent>mapToObj(
                i -> Noted.book("b" + i, 1, NOON.minusSeconds(i))).toList();

        Set<Id> records = Look.records(intents);

        assertThat(records).hasSize(100).contains(new BookingId("b119"), new BookingId("b20"))
                .doesNotContain(new BookingId("b19"));
    }

    @Test
    void aRecordIsReadOnceHoweverManyIntentsItDecides() {
        assertThat(Look.records(List.of(Noted.book("b", 1, NOON), Noted.book("b", 2, NOON))))
                .hasSize(1);
    }

    @Test
    void whatTheRecordOfTheCommandProvesNeedsNoLook() {
        Confirm confirm = new Confirm(ID, new CommandId("c"));
        Resource room = Noted.on(holding(), Noted.onBooking("b",
                new Movement(new Bucket.Slot(Given.SLOT), Counter.AVAILABLE, 1), NOON));
        ledger.has(room).has(held().raised());

        assertThat(isCommitted(execute(confirm))).isTrue();
        assertThat(ledger.sequence()).isEqualTo("Read Read Noted Recorded");
    }

    @Test
    void aLookThatFailsDecidesNothing() {
        ledger.has(Noted.on(open(3), Noted.book("other", 2, NOON))).faults().reads()
                .unread(Reason.THROTTLED);

        assertThat(execute(command)).isEqualTo(new Answer.Undecided());
        assertThat(ledger.sent(Request.Noted.class)).isEmpty();
    }

    /** A record that was not shown says nothing, not even that it does not exist. */
    @Test
    void whatALookDoesNotShowIsInDoubt() {
        Intent.OfBooking other = Noted.book("other", 2, NOON);
        ledger.has(Noted.on(open(3), other)).has(Recorded.voided(other, ROOM)).faults()
                .hides(other.booking());

        assertThat(Given.reason(execute(command))).isEqualTo(Reason.CONTENTION);
    }

    @Test
    void unitsThatStayInDoubtAreCounted() {
        ledger.has(Noted.on(open(20), others(6)));
        Invocation invocation = invocation();

        new Protocol(ledger).execute(command, invocation);

        assertThat(invocation.encounters().unitsInDoubt()).isEqualTo(6);
        assertThat(invocation.encounters().settled()).isZero();
    }

    private Answer execute(Command one) {
        return new Protocol(ledger).execute(one, invocation());
    }

    /** Of another delivery of the same command. */
    private Intent.OfBooking own(long units) {
        return new Intent.OfBooking(command.booking(), new Nonce("o".repeat(16)),
                new Movement(Counter.AVAILABLE, Counter.CONFIRMED, units), Optional.empty(),
                command.fingerprint().bits(), 0, NOON);
    }

    private static Intent.OfBooking[] others(int count) {
        return IntStream.range(0, count).mapToObj(i -> Noted.book("other" + i, 1, NOON))
                .toArray(Intent.OfBooking[]::new);
    }
}
