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
import static io.holdfast.domain.protocol.Given.reason;
import static io.holdfast.domain.protocol.Given.room;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.Part;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.ledger.Faults.Fault;
import io.holdfast.domain.ledger.MemoryLedger;
import io.holdfast.domain.ledger.MemoryLedger.Request;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Notes that were for nothing are undone, and none that may still be decided for. */
class OwnNotesTest {
    private static final ResourceId HALL = new ResourceId("hall");
    private static final Fault THROTTLED = Fault.refusedFor(Reason.THROTTLED);
    private final MemoryLedger ledger = new MemoryLedger();
    private final Book two = book("b", line("hall", 1), line("room", 2));

    @Test
    void aLineThatIsRefusedUndoesTheOnesBeforeItOnceTheFailureIsRecorded() {
        ledger.has(room("hall", ResourceStatus.OPEN, 1)).has(open(2)).faults()
                .notes(Fault.NONE, THROTTLED);

        assertThat(reason(execute(two))).isEqualTo(Reason.THROTTLED);
        assertThat(ledger.sequence()).isEqualTo("Read Noted Noted Recorded Settled");
        assertThat(ledger.resource(HALL).available()).isEqualTo(1);
        assertThat(ledger.resource(HALL).intents()).isEmpty();
    }

    /** Nobody knows then whether the decision came or comes. */
    @Test
    void n12WithoutADecisiveFenceNothingIsUndone() {
        ledger.has(open(5)).faults().records(Fault.LOST, Fault.LOST, THROTTLED, Fault.LOST,
                THROTTLED);

        assertThat(execute(book("b", 2))).isEqualTo(new Answer.Undecided());
        assertThat(ledger.sent(Request.Settled.class)).isEmpty();
        assertThat(ledger.resource(ROOM).available()).isEqualTo(3);
        assertThat(intents(ledger.resource(ROOM))).containsExactly("b");
    }

    @Test
    void n12AskingAgainAdoptsWhatIsThere() {
        ledger.has(open(5)).faults().records(THROTTLED, THROTTLED, THROTTLED, THROTTLED,
                THROTTLED);
        assertThat(execute(book("b", 2))).isEqualTo(new Answer.Undecided());

        assertThat(isCommitted(execute(book("b", 2)))).isTrue();
        assertThat(ledger.resource(ROOM).available()).isEqualTo(3);
    }

    @Test
    void n12WhatTheRecordNamesIsNotUndone() {
        ledger.has(open(5)).faults().records(Fault.UNANSWERED);

        assertThat(isCommitted(execute(book("b", 2)))).isTrue();
        assertThat(ledger.sent(Request.Settled.class)).isEmpty();
        assertThat(intents(ledger.resource(ROOM))).containsExactly("b");
    }

    @Test
    void n12WhatTheRecordOfAnotherDeliveryDoesNotNameIsUndone() {
        ledger.has(open(5)).faults().records(
                Fault.after(() -> ledger.has(booked(book("b", 2)))));

        assertThat(isCommitted(execute(book("b", 2)))).isTrue();
        assertThat(ledger.resource(ROOM).available()).isEqualTo(5);
        assertThat(ledger.resource(ROOM).intents()).isEmpty();
    }

    @Test
    void anAmbiguousNoteIsUndoneWhetherItCameOrNot() {
        ledger.has(open(5)).faults().notes(Fault.UNANSWERED);
        assertThat(reason(execute(book("b", 2)))).isEqualTo(Reason.STORE_ERROR);
        assertThat(ledger.resource(ROOM).available()).isEqualTo(5);

        ledger.faults().notes(Fault.LOST);
        assertThat(reason(execute(book("c", 2)))).isEqualTo(Reason.STORE_ERROR);
        assertThat(ledger.resource(ROOM).available()).isEqualTo(5);
        assertThat(ledger.sent(Request.Settled.class)).hasSize(2);
    }

    @Test
    void aNoteThatWasDecisivelyRefusedIsNotUndone() {
        ledger.has(open(5)).faults().notes(THROTTLED);

        assertThat(reason(execute(book("b", 2)))).isEqualTo(Reason.THROTTLED);
        assertThat(ledger.sent(Request.Settled.class)).isEmpty();
    }

    @Test
    void theUnitsOfAConfirmGoBackToTheirSlot() {
        ledger.has(holding()).has(held()).faults().records(THROTTLED);

        assertThat(reason(execute(new Confirm(ID, new CommandId("c")))))
                .isEqualTo(Reason.THROTTLED);
        assertThat(ledger.resource(ROOM).expiring()).containsEntry(Given.SLOT, 3L);
        assertThat(ledger.resource(ROOM).confirmed()).isZero();
    }

    @Test
    void aCreationThatFailedLeavesAStubWithoutAnIntent() {
        ledger.faults().records(THROTTLED);

        assertThat(reason(execute(new Define(ROOM, new CommandId("d"), OptionalLong.of(9),
                Optional.empty(), false, OptionalLong.empty(), Precondition.NONE))))
                .isEqualTo(Reason.THROTTLED);
        assertThat(ledger.resource(ROOM).isStub()).isTrue();
        assertThat(ledger.resource(ROOM).defining()).isEmpty();
    }

    @Test
    void withoutTimeNothingIsUndone() {
        ledger.has(open(5)).faults().records(THROTTLED);
        int[] left = {1};

        new Protocol(ledger).execute(book("b", 2),
                new Invocation(NOON, base -> left[0]-- > 0, Given.nonces()));

        assertThat(ledger.sequence()).isEqualTo("Read Noted Recorded Recorded");
    }

    /** What is noted by then a repetition adopts. */
    @Test
    void withoutTimeTheNextLineIsNotNoted() {
        ledger.has(room("hall", ResourceStatus.OPEN, 1)).has(open(2));

        assertThat(new Protocol(ledger).execute(two,
                new Invocation(NOON, base -> false, Given.nonces())))
                .isEqualTo(new Answer.Undecided());
        assertThat(ledger.sequence()).isEqualTo("Read Noted");

        assertThat(isCommitted(execute(two))).isTrue();
        assertThat(ledger.resource(HALL).available()).as("taken once").isZero();
    }

    /** The attempt has started anew meanwhile, and now finds no room in the booking. */
    @Test
    void n12NotesOfAnEarlierRoundAreUndoneIfThereIsNoRoomForTheCommand() {
        Release part = new Release(ID, new CommandId("r"), OptionalLong.empty(),
                List.of(new Part(HALL, 1), new Part(ROOM, 1)));
        Booking held = holdOfTwo();
        Intent.OfBooking other = new Intent.OfBooking(ID, Noted.nonce("other"), new Movement(
                new Bucket.Slot(Given.SLOT), Bucket.Counter.AVAILABLE, 1),
                Optional.of(part.id()), part.fingerprint().bits(), 1, NOON);
        ledger.has(held).has(heldRoom(HALL), heldRoom(ROOM));
        ledger.faults().notes(Fault.NONE, Fault.after(() -> {
            ledger.change(ROOM, room -> Noted.on(room, other));
            ledger.has(Given.with(held, Limits.COMMANDS, Verb.RELEASE,
                    new Verdict.Committed(NOON)));
        }));

        assertThat(execute(part))
                .isEqualTo(Answer.Rejected.of(Answer.Cause.TOO_MANY_COMMANDS));
        assertThat(ledger.resource(HALL).intents()).isEmpty();
    }

    private static Booking holdOfTwo() {
        return new Booking(ID, 1, held().fingerprint(), held().verdict(),
                Optional.of(Admission.held(List.of(new Line(HALL, 2, 2, Noted.nonce("first")),
                        new Line(ROOM, 2, 2, Noted.nonce("first"))), Given.SLOT)),
                Map.of(), Optional.empty());
    }

    private static Resource heldRoom(ResourceId id) {
        return new Resource(id, 1, 1, Definition.open(2), 0, 0,
                new TreeMap<>(Map.of(Given.SLOT, 2L)), 0);
    }

    /** The note of a line that was adopted is another delivery's, which may be under way. */
    @Test
    void anAdoptedIntentIsNotUndoneByTheDeliveryThatFailed() {
        Book command = book("b", 2);
        Intent.OfBooking other = new Intent.OfBooking(command.booking(), Noted.nonce("other"),
                Noted.book("b", 2, NOON).moves(), Optional.empty(),
                command.fingerprint().bits(), 0, NOON);
        ledger.has(Noted.on(open(5), other)).faults().records(THROTTLED);
        Invocation invocation = invocation();

        assertThat(reason(new Protocol(ledger).execute(command, invocation)))
                .isEqualTo(Reason.THROTTLED);
        assertThat(invocation.encounters().adopted()).isEqualTo(1);
        assertThat(ledger.sent(Request.Settled.class)).isEmpty();
    }

    private Answer execute(Command command) {
        return new Protocol(ledger).execute(command, invocation());
    }
}
