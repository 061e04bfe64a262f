package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.EARLIER;
import static io.holdfast.domain.protocol.Given.INVOCATION;
import static io.holdfast.domain.protocol.Given.ROOM;
import static io.holdfast.domain.protocol.Given.canceled;
import static io.holdfast.domain.protocol.Given.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.Ledger.Recording;
import io.holdfast.domain.protocol.Answer.Cause;
import io.holdfast.domain.protocol.Answer.DefinitionDecided;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a definition adds to the attempt: a precondition, judged where the state changes. */
class DefinePlanTest {
    private static final Image NO_ROOM = new Image(Map.of(), Map.of(),
            Map.of(ROOM, Optional.empty()));
    private final ScriptedLedger ledger = new ScriptedLedger();
    private final Define creation = define(Precondition.ABSENT);
    private final DefinitionRecord created = new DefinitionRecord(creation.id(),
            creation.fingerprint(), new Verdict.Committed(EARLIER), ROOM, Optional.of(
                    new Defined(new Definition(5, ResourceStatus.OPEN), 1, true)));

    @Test
    void aPreconditionThatIsNotMetIsNoVerdict() {
        ledger.reads(open(5)).reads(open(5));

        assertThat(answer(creation)).isEqualTo(Answer.Rejected.of(Cause.PRECONDITION_FAILED));
        assertThat(ledger.committed()).isEmpty();
        assertThat(ledger.records()).isEmpty();
    }

    /** The resource was seen after the record was looked for: this very command may have made it. */
    @Test
    void theRecordIsReadAfterTheImageThatDoesNotMeetThePrecondition() {
        ledger.reads(open(5)).reads(open(5).updatedBy(Image.of(created)));

        assertThat(answer(creation)).isEqualTo(new DefinitionDecided(created, true));
    }

    @Test
    void aSecondReadThatFailsLeavesItUndecided() {
        ledger.reads(open(5)).reads(new Reading.NotRead(Reason.STORE_ERROR));

        assertThat(answer(creation)).isEqualTo(new Answer.Undecided());
    }

    @Test
    void theImageThatMadeTheGuardFailIsJudgedTooAndNeedsNoFence() {
        ledger.reads(NO_ROOM).commits(canceled(open(5))).reads(open(5));

        assertThat(answer(creation)).isEqualTo(Answer.Rejected.of(Cause.PRECONDITION_FAILED));
        assertThat(ledger.records()).isEmpty();
    }

    @Test
    void aVerdictComesBeforeThePrecondition() {
        ledger.reads(open(5).updatedBy(Image.of(created)));

        assertThat(answer(creation)).isEqualTo(new DefinitionDecided(created, true));
        assertThat(ledger.requests()).isEqualTo(1);
    }

    @Test
    void aChangeInsistsOnAResourceThatExists() {
        ledger.reads(NO_ROOM).reads(NO_ROOM);

        assertThat(answer(define(Precondition.PRESENT)))
                .isEqualTo(Answer.Rejected.of(Cause.PRECONDITION_FAILED));
    }

    @Test
    void withoutAPreconditionALostRaceIsAFailure() {
        ledger.reads(NO_ROOM).commits(canceled(open(5))).records(new Recording.Recorded());

        DefinitionDecided decided = (DefinitionDecided) answer(define(Precondition.NONE));

        assertThat(((Verdict.Failed) decided.verdict()).reason()).isEqualTo(Reason.CONTENTION);
        assertThat(decided.definition().defined()).isEmpty();
    }

    @Test
    void theOwnAmbiguousWriteThatLandedIsNoReplay() {
        ledger.reads(NO_ROOM).commits(new Committing.Ambiguous()).recordMeetsTheCommit();

        DefinitionDecided decided = (DefinitionDecided) answer(creation);

        assertThat(decided.verdict()).isInstanceOf(Verdict.Committed.class);
        assertThat(decided.replayed()).isFalse();
    }

    private Answer answer(Define command) {
        return new Protocol(ledger).execute(command, INVOCATION);
    }

    private static Define define(Precondition precondition) {
        return new Define(ROOM, new CommandId("d"), OptionalLong.of(5), Optional.empty(), false,
                OptionalLong.empty(), precondition);
    }
}
