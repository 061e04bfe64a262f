package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.EARLIER;
import static io.holdfast.domain.protocol.Given.ROOM;
import static io.holdfast.domain.protocol.Given.invocation;
import static io.holdfast.domain.protocol.Given.open;
import static io.holdfast.domain.protocol.Given.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.ledger.Faults.Fault;
import io.holdfast.domain.ledger.MemoryLedger;
import io.holdfast.domain.protocol.Answer.Cause;
import io.holdfast.domain.protocol.Answer.DefinitionDecided;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.domain.resource.Settlement;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a definition adds to the attempt: a precondition, and a verdict that is settled. */
class DefinePlanTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final Define creation = define("d", 5, Precondition.ABSENT);
    private final DefinitionRecord created = record(creation, Noted.nonce("settled"));

    @Test
    void aPreconditionThatIsNotMetIsNoVerdict() {
        ledger.has(open(5));

        assertThat(answer(creation)).isEqualTo(Answer.Rejected.of(Cause.PRECONDITION_FAILED));
        assertThat(ledger.sequence()).isEqualTo("Read Read");
    }

    /** The resource was seen after the record was looked for: this very command may have made it. */
    @Test
    void theRecordIsReadAfterTheImageThatDoesNotMeetThePrecondition() {
        ledger.has(open(5)).faults().reads().beforeRead(() -> ledger.has(created));

        assertThat(answer(creation)).isEqualTo(new DefinitionDecided(created, true));
    }

    @Test
    void aSecondReadThatFailsLeavesItUndecided() {
        ledger.has(open(5)).faults().reads().unread(Reason.STORE_ERROR);

        assertThat(answer(creation)).isEqualTo(new Answer.Undecided());
    }

    @Test
    void theImageThatMadeTheGuardFailIsJudgedTooAndNeedsNoFence() {
        ledger.faults().notes(Fault.after(() -> ledger.has(open(5))));

        assertThat(answer(creation)).isEqualTo(Answer.Rejected.of(Cause.PRECONDITION_FAILED));
        assertThat(ledger.sequence()).isEqualTo("Read Noted Read");
    }

    @Test
    void aVerdictComesBeforeThePrecondition() {
        ledger.has(open(5)).has(created);

        assertThat(answer(creation)).isEqualTo(new DefinitionDecided(created, true));
        assertThat(ledger.sequence()).as("and after the resource, which is settled")
                .isEqualTo("Read Read");
    }

    @Test
    void aChangeInsistsOnAResourceThatExists() {
        assertThat(answer(define("d", 5, Precondition.PRESENT)))
                .isEqualTo(Answer.Rejected.of(Cause.PRECONDITION_FAILED));
    }

    @Test
    void withoutAPreconditionALostRaceIsAFailure() {
        ledger.faults().notes(Fault.after(() -> ledger.has(open(5))));

        Answer answer = answer(define("d", 5, Precondition.NONE));

        assertThat(reason(answer)).isEqualTo(Reason.CONTENTION);
        assertThat(((DefinitionDecided) answer).definition().defined()).isEmpty();
    }

    @Test
    void theOwnAmbiguousWriteThatLandedIsNoReplay() {
        ledger.faults().records(Fault.UNANSWERED);

        DefinitionDecided decided = (DefinitionDecided) answer(creation);

        assertThat(decided.verdict()).isInstanceOf(Verdict.Committed.class);
        assertThat(decided.replayed()).isFalse();
        assertThat(ledger.resource(ROOM).defining()).as("and it is settled").isEmpty();
    }

    @Test
    void aDefinitionIsReadNotedRecordedAndSettled() {
        assertThat(Given.isCommitted(answer(creation))).isTrue();

        assertThat(ledger.sequence()).isEqualTo("Read Noted Recorded Settled");
        Resource room = ledger.resource(ROOM);
        assertThat(room.definition()).isEqualTo(Definition.open(5));
        assertThat(room.definitionVersion()).isEqualTo(1);
        assertThat(room.available()).isEqualTo(5);
    }

    /** Its caller may rely on it then. */
    @Test
    void aDefinitionThatIsNotSettledIsNotAnswered() {
        ledger.faults().settlements(Fault.LOST);
        assertThat(answer(creation)).isEqualTo(new Answer.Undecided());

        assertThat(((DefinitionDecided) answer(creation)).replayed()).isTrue();
        assertThat(ledger.sequence())
                .isEqualTo("Read Noted Recorded Settled Read Read Settled");
        assertThat(ledger.resource(ROOM).definition()).isEqualTo(Definition.open(5));
    }

    @Test
    void whoFindsItCommittedButCannotSettleItLeavesItUndecided() {
        ledger.faults().settlements(Fault.LOST, Fault.refusedFor(Reason.THROTTLED), Fault.LOST);

        for (int i = 0; i < 3; i++) {
            assertThat(answer(creation)).isEqualTo(new Answer.Undecided());
        }
        ledger.faults().reads().unread(Reason.THROTTLED);
        assertThat(answer(creation)).as("the resource was not read")
                .isEqualTo(new Answer.Undecided());
        assertThat(Given.isCommitted(answer(creation))).isTrue();
    }

    @Test
    void aSettlementThatIsRefusedWasMadeByAnother() {
        ledger.faults().settlements(Fault.after(() -> ledger.change(ROOM,
                room -> room.after(new Settlement(
                        room.defining().orElseThrow(), Fate.KEPT,
                        room.defining().orElseThrow().movement(), true)))));

        assertThat(Given.isCommitted(answer(creation))).isTrue();
    }

    @Test
    void whatChangesNothingIsNeitherNotedNorSettled() {
        ledger.has(open(5));

        assertThat(Given.isCommitted(answer(define("d", 5, Precondition.NONE)))).isTrue();
        assertThat(ledger.sequence()).isEqualTo("Read Recorded");
    }

    private Answer answer(Define command) {
        return new Protocol(ledger).execute(command, invocation());
    }

    private static DefinitionRecord record(Define command, Nonce nonce) {
        return new DefinitionRecord(command.id(), command.fingerprint(),
                new Verdict.Committed(EARLIER), ROOM, Optional.of(new Defined(
                        new Definition(5, ResourceStatus.OPEN), 1, true, Optional.of(nonce))));
    }

    private static Define define(String id, long capacity, Precondition precondition) {
        return new Define(ROOM, new CommandId(id), OptionalLong.of(capacity), Optional.empty(),
                false, OptionalLong.empty(), precondition);
    }
}
