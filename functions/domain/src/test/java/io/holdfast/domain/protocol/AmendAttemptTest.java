package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.ID;
import static io.holdfast.domain.protocol.Given.ROOM;
import static io.holdfast.domain.protocol.Given.SLOT;
import static io.holdfast.domain.protocol.Given.held;
import static io.holdfast.domain.protocol.Given.holding;
import static io.holdfast.domain.protocol.Given.invocation;
import static io.holdfast.domain.protocol.Given.isCommitted;
import static io.holdfast.domain.protocol.Given.reason;
import static io.holdfast.domain.protocol.Given.room;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.Part;
import io.holdfast.domain.ledger.Faults.Fault;
import io.holdfast.domain.ledger.MemoryLedger;
import io.holdfast.domain.ledger.MemoryLedger.Request;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** An amendment and an extension from the first read to the last write. */
class AmendAttemptTest {
    private static final ResourceId HALL = new ResourceId("hall");
    private final MemoryLedger ledger = new MemoryLedger().has(holding()).has(held())
            .has(room("hall", ResourceStatus.OPEN, 2));
    private final Amend swap = new Amend(ID, new CommandId("a"), OptionalLong.empty(),
            List.of(new Part(HALL, 2)));

    @Test
    void aSwapTakesTheNewUnitsDecidesAndReturnsTheOldOnes() {
        assertThat(isCommitted(answer(swap))).isTrue();

        assertThat(ledger.sequence()).isEqualTo("Read Read Noted Noted Recorded Settled");
        assertThat(ledger.resource(HALL).expiring()).containsEntry(SLOT, 2L);
        assertThat(ledger.resource(ROOM).available()).isEqualTo(3);
    }

    /** Whoever swaps a full Saturday for a Sunday that is gone keeps the Saturday. */
    @Test
    void whatCannotBeSwappedStaysAsItIs() {
        Amend tooMuch = new Amend(ID, new CommandId("a"), OptionalLong.empty(),
                List.of(new Part(HALL, 3)));

        assertThat(reason(answer(tooMuch))).isEqualTo(Reason.INSUFFICIENT_CAPACITY);
        assertThat(ledger.sent(Request.Noted.class)).isEmpty();
        assertThat(admission()).isEqualTo(held().admission().orElseThrow());
        assertThat(ledger.resource(ROOM)).isEqualTo(holding());
    }

    @Test
    void whatIsNotDecidedIsUndone() {
        ledger.faults().records(Fault.after(() -> ledger.has(held().raised())));

        assertThat(reason(answer(swap))).isEqualTo(Reason.CONTENTION);
        assertThat(ledger.resource(HALL).available()).isEqualTo(2);
        assertThat(ledger.resource(HALL).intents()).isEmpty();
        assertThat(ledger.resource(ROOM).intents()).isEmpty();
    }

    @Test
    void aRepetitionIsAReplayOfTheFirstVerdict() {
        answer(swap);
        int requests = ledger.requests().size();

        assertThat(((Answer.Decided) answer(swap)).replayed()).isTrue();
        assertThat(ledger.requests()).hasSize(requests + 1);
    }

    @Test
    void whatWasAmendedCanBeAmendedBackConfirmedAndReleased() {
        answer(swap);
        assertThat(isCommitted(answer(new Amend(ID, new CommandId("back"), OptionalLong.empty(),
                List.of(new Part(ROOM, 1)))))).isTrue();
        assertThat(admission().lines()).extracting(Line::remaining).containsExactly(1L, 0L);
        assertThat(isCommitted(answer(new Confirm(ID, new CommandId("c"))))).isTrue();
        assertThat(ledger.resource(ROOM).confirmed()).isEqualTo(1);
        assertThat(isCommitted(answer(new Release(ID, new CommandId("r"), OptionalLong.empty(),
                List.of())))).isTrue();
        assertThat(ledger.resource(ROOM).available()).isEqualTo(3);
        assertThat(ledger.resource(HALL).available()).isEqualTo(2);
    }

    @Test
    void anExtensionMovesTheHoldToALaterSlot() {
        assertThat(isCommitted(answer(new Extend(ID, new CommandId("e"), Duration.ofHours(1)))))
                .isTrue();

        long until = admission().slot().orElseThrow();
        assertThat(until).isGreaterThan(SLOT);
        assertThat(ledger.sequence()).isEqualTo("Read Read Noted Recorded");
        assertThat(ledger.resource(ROOM).expiring()).containsEntry(until, 3L);
    }

    @Test
    void anExtensionThatEndsNoLaterNeedsNoResource() {
        assertThat(isCommitted(answer(new Extend(ID, new CommandId("e"),
                Duration.ofMinutes(1))))).isTrue();

        assertThat(ledger.sequence()).isEqualTo("Read Recorded");
        assertThat(admission().slot()).hasValue(SLOT);
    }

    private Admission admission() {
        return ledger.booking(ID).orElseThrow().admission().orElseThrow();
    }

    private Answer answer(FollowUp command) {
        return new Protocol(ledger).execute(command, invocation());
    }
}
