package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.EARLIER;
import static io.holdfast.domain.protocol.Given.ID;
import static io.holdfast.domain.protocol.Given.LONG_AGO;
import static io.holdfast.domain.protocol.Given.NOON;
import static io.holdfast.domain.protocol.Given.ROOM;
import static io.holdfast.domain.protocol.Given.book;
import static io.holdfast.domain.protocol.Given.held;
import static io.holdfast.domain.protocol.Given.holding;
import static io.holdfast.domain.protocol.Given.invocation;
import static io.holdfast.domain.protocol.Given.isCommitted;
import static io.holdfast.domain.protocol.Given.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.decision.Decision.Hindrance;
import io.holdfast.domain.decision.Recorded;
import io.holdfast.domain.ledger.Faults.Fault;
import io.holdfast.domain.ledger.MemoryLedger;
import io.holdfast.domain.ledger.MemoryLedger.Request;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.RecordWrite.PutDefinition;
import io.holdfast.domain.ledger.RecordWrite.RaiseVersion;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Attempts that died: whoever is hindered by one for a minute shuts it out, and goes on. */
class StaleIntentsTest {
    private final MemoryLedger ledger = new MemoryLedger();

    @Test
    void n13AStaleBookingIsAbandonedAndItsUnitsAreSoldInTheSameAttempt() {
        ledger.has(Noted.on(open(2), Noted.book("dead", 2, LONG_AGO)));
        Invocation invocation = invocation();

        assertThat(isCommitted(new Protocol(ledger).execute(book("b", 2), invocation))).isTrue();

        assertThat(ledger.sequence()).isEqualTo("Read Read Recorded Read Read Noted Recorded");
        Booking dead = ledger.booking(new BookingId("dead")).orElseThrow();
        assertThat(((Verdict.Failed) dead.verdict()).reason()).isEqualTo(Reason.ABANDONED);
        assertThat(dead.fingerprint()).as("it matches every payload").isNull();
        assertThat(invocation.encounters().fenced()).isEqualTo(1);
        assertThat(invocation.encounters().settled()).isEqualTo(1);
    }

    @Test
    void n13AnIntentThatIsNotOlderThanAMinuteIsLeftAlone() {
        ledger.has(Noted.on(open(2), Noted.book("young", 2, EARLIER)));

        assertThat(Given.reason(new Protocol(ledger).execute(book("b", 2), invocation())))
                .isEqualTo(Reason.CONTENTION);
        assertThat(ledger.booking(new BookingId("young"))).isEmpty();
    }

    /** Its command gets no verdict: whoever comes with it again starts anew. */
    @Test
    void n13OfACommandOnABookingOnlyTheVersionIsRaised() {
        Intent.OfBooking dead = Noted.confirm("dead", 20, 3, LONG_AGO);
        Intent.OfDefinition define = Noted.growth(3, LONG_AGO);
        fence(dead, define, Noted.book("put", 1, LONG_AGO));

        assertThat(written()).containsExactly(
                new RaiseVersion(new BookingId("dead"), 1),
                new PutDefinition(ledger.definition(define.command()).orElseThrow()),
                new PutBooking(ledger.booking(new BookingId("put")).orElseThrow()));
        assertThat(ledger.definition(define.command()).orElseThrow().fingerprint()).isNull();
    }

    @Test
    void n13EightAreFencedInAnAttemptTheOldestFirst() {
        Intent[] dead = IntStream.range(0, 10)
                .mapToObj(i -> Noted.book("b" + i, 1, LONG_AGO.minusSeconds(i)))
                .toArray(Intent[]::new);
        StaleIntents stale = new StaleIntents(ledger, invocation());

        assertThat(stale.fence(hindrances(dead))).isTrue();
        assertThat(written()).extracting(write -> ((BookingId) write.id()).value())
                .containsExactly("b9", "b8", "b7", "b6", "b5", "b4", "b3", "b2");
        assertThat(stale.fence(hindrances(dead))).as("of the attempt, not of a round").isFalse();
        assertThat(written()).hasSize(8);
    }

    @Test
    void n13OneRecordIsFencedOnceHoweverManyLinesItHas() {
        fence(Noted.book("dead", 1, LONG_AGO), Noted.book("dead", 2, LONG_AGO));

        assertThat(written()).hasSize(1);
    }

    @Test
    void n13AFenceCountsOnlyIfItsAnswerShowsTheRecord() {
        Intent.OfBooking dead = Noted.book("dead", 1, LONG_AGO);
        ledger.faults().records(Fault.refusedFor(Reason.THROTTLED), Fault.LOST,
                Fault.after(() -> ledger.has(Recorded.kept(dead, ROOM))));

        assertThat(fence(dead)).as("throttled").isFalse();
        assertThat(fence(dead)).as("ambiguous").isFalse();
        assertThat(fence(dead)).as("decided meanwhile").isTrue();
    }

    @Test
    void withoutTimeNothingIsFenced() {
        Invocation late = new Invocation(NOON, base -> false, Given.nonces());

        assertThat(new StaleIntents(ledger, late)
                .fence(hindrances(Noted.book("dead", 1, LONG_AGO)))).isFalse();
        assertThat(ledger.requests()).isEmpty();
    }

    /** Counted up by hand, it could pass over a command that was decided in between. */
    @Test
    void n7WhoHasFencedAnIntentOfHisOwnBookingReadsItAnew() {
        Intent.OfBooking dead = Noted.onBooking("b",
                new Movement(new Bucket.Slot(Given.SLOT), Counter.AVAILABLE, 1), LONG_AGO);
        ledger.has(Noted.on(holding(), dead)).has(held()).faults().records(Fault.NONE)
                .reads().reads().reads()
                .beforeRead(() -> ledger.has(held().raised().raised()));

        assertThat(isCommitted(new Protocol(ledger).execute(
                new Confirm(ID, new CommandId("c")), invocation()))).isTrue();

        assertThat(ledger.sequence())
                .isEqualTo("Read Read Read Recorded Read Read Noted Recorded");
        assertThat(ledger.resource(ROOM).intents().values()).extracting(Intent.OfBooking::seen)
                .as("the version read, not the one fenced").containsExactly(3L);
        assertThat(ledger.booking(ID).orElseThrow().version()).isEqualTo(4);
    }

    @Test
    void aStaleDefinitionIsInTheWayOfTheNextOne() {
        ledger.has(Noted.on(open(2), Noted.growth(3, LONG_AGO)));

        assertThat(isCommitted(new Protocol(ledger).execute(new Define(ROOM, new CommandId("d"),
                OptionalLong.of(9), Optional.empty(), false, OptionalLong.empty(),
                Precondition.NONE), invocation()))).isTrue();
        assertThat(ledger.resource(ROOM).capacity()).isEqualTo(9);
    }

    @Test
    void aResourceFullOfDeadIntentsSellsItsLastUnit() {
        Intent[] dead = IntStream.range(0, 32)
                .mapToObj(i -> Noted.book("dead" + i, 1, LONG_AGO)).toArray(Intent[]::new);
        ledger.has(Noted.on(open(33), dead));

        assertThat(isCommitted(new Protocol(ledger).execute(book("b", 1), invocation())))
                .isTrue();
        assertThat(ledger.resource(ROOM).intents()).as("eight were fenced, and are gone")
                .hasSize(25);
    }

    private boolean fence(Intent... intents) {
        return new StaleIntents(ledger, invocation()).fence(hindrances(intents));
    }

    private static List<Hindrance> hindrances(Intent... intents) {
        return List.of(intents).stream().map(each -> new Hindrance(ROOM, each)).toList();
    }

    private List<RecordWrite> written() {
        return ledger.sent(Request.Recorded.class).stream().map(Request.Recorded::write).toList();
    }
}
