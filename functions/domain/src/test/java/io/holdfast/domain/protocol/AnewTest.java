package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.NOON;
import static io.holdfast.domain.protocol.Given.ROOM;
import static io.holdfast.domain.protocol.Given.book;
import static io.holdfast.domain.protocol.Given.intents;
import static io.holdfast.domain.protocol.Given.invocation;
import static io.holdfast.domain.protocol.Given.isCommitted;
import static io.holdfast.domain.protocol.Given.line;
import static io.holdfast.domain.protocol.Given.open;
import static io.holdfast.domain.protocol.Given.reason;
import static io.holdfast.domain.protocol.Given.room;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.ledger.Faults.Fault;
import io.holdfast.domain.ledger.MemoryLedger;
import io.holdfast.domain.ledger.MemoryLedger.Request;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Attempts that meet others: they start anew with what they have learned, a bounded number of times. */
class AnewTest {
    private static final ResourceId HALL = new ResourceId("hall");
    private final MemoryLedger ledger = new MemoryLedger();
    private final Book command = book("b", 2);

    @Test
    void twoBookingsWithRoomBothCommitWhereverTheOtherComes() {
        for (int before = 0; before < 3; before++) {
            MemoryLedger both = new MemoryLedger().has(open(5));
            Runnable other = () -> assertThat(isCommitted(new Protocol(both)
                    .execute(book("other", 3), invocation()))).isTrue();
            switch (before) {
                case 0 -> both.faults().beforeRead(other);
                case 1 -> both.faults().notes(Fault.after(other));
                default -> both.faults().records(Fault.after(other));
            }

            assertThat(isCommitted(new Protocol(both).execute(command, invocation()))).isTrue();
            assertThat(both.resource(ROOM).available()).isZero();
            assertThat(both.resource(ROOM).confirmed()).isEqualTo(5);
        }
    }

    /** Two deliveries at once: one has noted, and perhaps decided, what the other wants to note. */
    @Test
    void aNoteThatMeetsTheIntentOfAnotherDeliveryAdoptsIt() {
        ledger.has(open(2)).faults().notes(Fault.after(() -> ledger.has(
                Noted.on(open(2), other(Noted.nonce("other"))))));

        assertThat(isCommitted(execute(command))).isTrue();
        assertThat(ledger.sequence()).isEqualTo("Read Noted Read Read Recorded");
        assertThat(nonceOfTheRecord()).isEqualTo(Noted.nonce("other"));
    }

    @Test
    void twoDeliveriesAtOnceHaveOneVerdictAndTakeTheUnitsOnce() {
        ledger.has(open(4)).faults()
                .notes(Fault.after(() -> assertThat(isCommitted(execute(command))).isTrue()));

        assertThat(((Answer.BookingDecided) execute(command)).replayed()).isTrue();
        assertThat(ledger.resource(ROOM).available()).isEqualTo(2);
    }

    @Test
    void whatItHasNotedItselfItFindsAndAdopts() {
        Book two = book("b", line("hall", 1), line("room", 2));
        Intent.OfBooking other = new Intent.OfBooking(two.booking(), Noted.nonce("other"),
                new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 2), Optional.empty(),
                two.fingerprint().bits(), 0, NOON);
        ledger.has(room("hall", ResourceStatus.OPEN, 1)).has(open(2)).faults().notes(Fault.NONE,
                Fault.after(() -> ledger.has(Noted.on(open(2), other))));
        Invocation invocation = invocation();

        assertThat(isCommitted(new Protocol(ledger).execute(two, invocation))).isTrue();

        assertThat(ledger.sequence()).isEqualTo("Read Noted Noted Read Read Recorded");
        assertThat(ledger.resource(HALL).available()).as("taken once").isZero();
        assertThat(invocation.encounters().adopted()).as("of others").isEqualTo(1);
    }

    /** The intent that it meets is always gone when it looks: it gives up. */
    @Test
    void anAttemptStartsAnewABoundedNumberOfTimes() {
        ledger.has(open(2));
        for (int round = 0; round < Attempt.MOST_ROUNDS; round++) {
            ledger.faults().beforeRead(() -> ledger.has(open(2))).notes(Fault.after(
                    () -> ledger.has(Noted.on(open(2), other(Noted.nonce("other"))))));
        }

        assertThat(reason(execute(command))).isEqualTo(Reason.CONTENTION);
        assertThat(ledger.sent(Request.Noted.class)).hasSize(Attempt.MOST_ROUNDS)
                .extracting(noted -> noted.write().noted().getFirst().nonce())
                .as("whoever has proven an earlier intent void means that one only")
                .doesNotHaveDuplicates();
        assertThat(ledger.sent(Request.Recorded.class)).hasSize(1);
    }

    @Test
    void withoutTimeItDoesNotStartAnew() {
        ledger.has(open(2)).faults().notes(Fault.after(() -> ledger.has(
                Noted.on(open(2), other(Noted.nonce("other"))))));

        assertThat(new Protocol(ledger).execute(command,
                new Invocation(NOON, base -> false, Given.nonces())))
                .isEqualTo(new Answer.Undecided());
        assertThat(ledger.sequence()).isEqualTo("Read Noted");
    }

    /** N11: of two bookings of the same two resources one is first on both. */
    @Test
    void n11NotesAreSentInOrderOfTheResourcesIds() {
        ledger.has(room("hall", ResourceStatus.OPEN, 1)).has(open(2));

        assertThat(isCommitted(execute(book("b", line("room", 2), line("hall", 1))))).isTrue();
        assertThat(ledger.sent(Request.Noted.class))
                .extracting(noted -> noted.write().resource()).containsExactly(HALL, ROOM);
    }

    /** N9, with the clock of the second delivery a minute later. */
    @Test
    void n9TheRecordHasTheSlotOfTheIntentsThatItKeeps() {
        Book hold = new Book(new BookingId("b"), command.lines(),
                Optional.of(Duration.ofMinutes(1)), Optional.empty());
        ledger.has(open(2)).faults().records(Fault.LOST, Fault.LOST, Fault.LOST, Fault.LOST,
                Fault.LOST);
        assertThat(execute(hold)).isEqualTo(new Answer.Undecided());
        long slot = ledger.resource(ROOM).expiring().firstKey();

        assertThat(isCommitted(new Protocol(ledger).execute(hold,
                Given.at(NOON.plusSeconds(30))))).isTrue();

        assertThat(ledger.booking(hold.booking()).flatMap(each -> each.admission())
                .map(Admission::slot)).contains(OptionalLong.of(slot));
        assertThat(ledger.resource(ROOM).expiring()).containsOnlyKeys(slot);
    }

    @Test
    void aDefinitionThatMeetsAnotherDeliveryAdoptsIt() {
        Define define = new Define(ROOM, new CommandId("d"), OptionalLong.of(9),
                Optional.empty(), false, OptionalLong.empty(), Precondition.ABSENT);
        ledger.faults().notes(Fault.after(() -> {
            ledger.faults().records(Fault.LOST, Fault.LOST, Fault.LOST, Fault.LOST, Fault.LOST);
            assertThat(execute(define)).isEqualTo(new Answer.Undecided());
        }));

        assertThat(isCommitted(execute(define))).isTrue();
        Resource room = ledger.resource(ROOM);
        assertThat(room.capacity()).isEqualTo(9);
        assertThat(room.definitionVersion()).isEqualTo(1);
        assertThat(intents(room)).isEmpty();
    }

    private Answer execute(Command one) {
        return new Protocol(ledger).execute(one, invocation());
    }

    private Intent.OfBooking other(Nonce nonce) {
        return new Intent.OfBooking(command.booking(), nonce,
                new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 2), Optional.empty(),
                command.fingerprint().bits(), 0, NOON);
    }

    private Nonce nonceOfTheRecord() {
        return ledger.booking(command.booking()).flatMap(each -> each.admission())
                .map(Admission::lines).map(lines -> lines.getFirst()).map(Line::nonce)
                .orElseThrow();
    }
}
