package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.EARLIER;
import static io.holdfast.domain.protocol.Given.ID;
import static io.holdfast.domain.protocol.Given.NOON;
import static io.holdfast.domain.protocol.Given.ROOM;
import static io.holdfast.domain.protocol.Given.SLOT;
import static io.holdfast.domain.protocol.Given.failure;
import static io.holdfast.domain.protocol.Given.held;
import static io.holdfast.domain.protocol.Given.holding;
import static io.holdfast.domain.protocol.Given.invocation;
import static io.holdfast.domain.protocol.Given.isCommitted;
import static io.holdfast.domain.protocol.Given.open;
import static io.holdfast.domain.protocol.Given.reason;
import static io.holdfast.domain.protocol.Given.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Faults.Fault;
import io.holdfast.domain.ledger.MemoryLedger;
import io.holdfast.domain.ledger.MemoryLedger.Request;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.RecordWrite.AddFailure;
import io.holdfast.domain.ledger.RecordWrite.RaiseVersion;
import io.holdfast.domain.protocol.Answer.Cause;
import io.holdfast.domain.protocol.Answer.TransitionDecided;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Resource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How a failure of a command on a booking is recorded, or kept out without a record. */
class TransitionFailureTest {
    private static final Verdict.Committed COMMITTED = new Verdict.Committed(EARLIER);
    private static final Fault THROTTLED = Fault.refusedFor(Reason.THROTTLED);
    private final MemoryLedger ledger = new MemoryLedger().has(holding()).has(held());
    private final Confirm confirm = new Confirm(ID, new CommandId("c"));
    private final Booking full = with(held(), Limits.COMMANDS, Verb.RELEASE,
            failure(Reason.CONTENTION));

    @Test
    void aFailureIsCountedAgainstAHundredAndTheSuccesses() {
        ledger.faults().notes(THROTTLED);

        assertThat(reason(answer(confirm))).isEqualTo(Reason.THROTTLED);
        assertThat(written()).extracting(write -> ((AddFailure) write).most())
                .containsExactly(Limits.COMMANDS);
    }

    @Test
    void successesAddedSinceMakeRoomForTheFailure() {
        Booking many = with(held(), 98, Verb.CONFIRM, failure(Reason.CONTENTION));
        ledger.has(many).faults().notes(THROTTLED).records(Fault.after(
                () -> ledger.has(with(many, 3, Verb.RELEASE, COMMITTED))));

        assertThat(reason(answer(confirm))).isEqualTo(Reason.THROTTLED);
        assertThat(written()).extracting(write -> ((AddFailure) write).most())
                .containsExactly(Limits.COMMANDS, Limits.COMMANDS + 3);
    }

    @Test
    void n14WhereThereIsNoRoomForAFailureTheNewestVersionIsRaised() {
        ledger.faults().notes(THROTTLED).records(Fault.after(() -> ledger.has(full)));

        Answer.Rejected rejected = (Answer.Rejected) answer(confirm);

        assertThat(rejected.cause()).isEqualTo(Cause.TOO_MANY_COMMANDS);
        assertThat(rejected.unrecorded()).map(Refusal::reason).contains(Reason.THROTTLED);
        assertThat(rejected.isTransient()).isTrue();
        assertThat(written()).hasSize(2).last()
                .isEqualTo(new RaiseVersion(ID, full.version()));
    }

    /** So no earlier attempt takes effect, and what this one has noted is void. */
    @Test
    void n14TheRaisedVersionUndoesTheNote() {
        ledger.has(full).faults().records(THROTTLED);

        assertThat(((Answer.Rejected) answer(confirm)).cause())
                .isEqualTo(Cause.TOO_MANY_COMMANDS);
        assertThat(ledger.booking(ID)).map(Booking::version).contains(full.version() + 1);
        assertThat(ledger.resource(ROOM).expiring()).containsEntry(SLOT, 3L);
    }

    /** Refused, the version has moved already, so the attempt cannot land any more. */
    @Test
    void aVersionThatHasMovedShowsWhetherThisCommandMovedIt() {
        ledger.has(full).faults().records(Fault.LOST, Fault.after(
                () -> ledger.has(with(full, 1, Verb.CONFIRM, COMMITTED))));
        assertThat(((Answer.Rejected) answer(confirm)).cause())
                .isEqualTo(Cause.TOO_MANY_COMMANDS);

        ledger.has(full).has(holding()).faults().records(Fault.UNANSWERED);
        assertThat(((TransitionDecided) answer(confirm)).verdict())
                .isEqualTo(new Verdict.Committed(NOON));
    }

    @Test
    void n14AConfirmAndAFullReleaseHaveRoomBeyondAllLimits() {
        ledger.has(with(full, Limits.COMMANDS, Verb.RELEASE, COMMITTED));

        assertThat(isCommitted(answer(confirm))).isTrue();
        assertThat(isCommitted(answer(new Release(ID, new CommandId("r"),
                OptionalLong.empty(), List.of())))).isTrue();
        assertThat(ledger.booking(ID).orElseThrow().transition(new CommandId("r")).orElseThrow()
                .nonces()).as("with its nonce").containsOnlyKeys(ROOM);
    }

    @Test
    void aHoldWhoseSlotIsCollectedHasExpired() {
        ledger.has(collected());

        assertThat(reason(answer(confirm))).isEqualTo(Reason.HOLD_EXPIRED);
        assertThat(written()).extracting(write -> ((AddFailure) write).seen())
                .containsExactly(OptionalLong.of(1));
    }

    /** The booking may have left its slot between the two reads: the watermark says nothing then. */
    @Test
    void theWatermarkIsTrueOfABookingThatIsUnchangedAndOfNoOther() {
        ledger.has(collected()).faults().records(Fault.after(() -> ledger.has(held().raised())));

        assertThat(reason(answer(confirm))).isEqualTo(Reason.CONTENTION);
        assertThat(written()).extracting(write -> ((AddFailure) write).seen())
                .containsExactly(OptionalLong.of(1), OptionalLong.empty());
    }

    /**
     * The booking may have got these units meanwhile, so that the amendment lacks none: that there
     * are too few is true only if the booking is as it was when its resource was read.
     */
    @Test
    void thatAnAmendmentLacksUnitsIsRecordedOnlyOfTheBookingThatItWasPlannedOn() {
        Amend amend = new Amend(ID, new CommandId("a"), OptionalLong.of(4), List.of());
        ledger.faults().records(Fault.after(() -> ledger.has(held().raised())));

        assertThat(reason(answer(amend))).isEqualTo(Reason.CONTENTION);
        assertThat(written()).extracting(write -> ((AddFailure) write).seen())
                .containsExactly(OptionalLong.of(1), OptionalLong.empty());

        assertThat(reason(answer(new Amend(ID, new CommandId("unchanged"), OptionalLong.of(4),
                List.of())))).isEqualTo(Reason.INSUFFICIENT_CAPACITY);
    }

    @Test
    void otherReasonsAreTrueOfAnyVersion() {
        ledger.has(open(3)).faults().notes(THROTTLED).records(
                Fault.after(() -> ledger.has(held().raised())));

        assertThat(reason(answer(confirm))).isEqualTo(Reason.CONTENTION);
        assertThat(written()).hasSize(1);
    }

    @Test
    void aBookingThatIsGoneHasNowhereToRecordTheFailure() {
        Booking gone = held();
        TransitionFailure failure = new TransitionFailure(confirm, failure(Reason.THROTTLED),
                gone, Optional.empty());
        MemoryLedger empty = new MemoryLedger();

        assertThat(failure.answer(failure.write(empty)))
                .isEqualTo(Answer.Rejected.of(Cause.BOOKING_NOT_FOUND));
    }

    /** What happened meanwhile is answered, and not recorded over. */
    @Test
    void aConfirmOfABookingThatAnotherHasConfirmedMeanwhileIsCommitted() {
        ledger.faults().notes(THROTTLED).records(Fault.after(() -> ledger.has(
                with(held(), 1, Verb.CONFIRM, COMMITTED).after(new CommandId("other"),
                        Transition.failed(Verb.RELEASE,
                                confirm.fingerprint(), failure(Reason.THROTTLED)),
                        held().admission().orElseThrow().confirm(EARLIER)))));

        assertThat(((TransitionDecided) answer(confirm)).verdict()).isEqualTo(COMMITTED);
    }

    private Answer answer(FollowUp command) {
        return new Protocol(ledger).execute(command, invocation());
    }

    private List<RecordWrite> written() {
        return ledger.sent(Request.Recorded.class).stream().map(Request.Recorded::write).toList();
    }

    private static Resource collected() {
        return new Resource(ROOM, 1, 1, Definition.open(3), 3, 0, new TreeMap<>(), SLOT);
    }
}
