package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.EARLIER;
import static io.holdfast.domain.protocol.Given.ID;
import static io.holdfast.domain.protocol.Given.NOON;
import static io.holdfast.domain.protocol.Given.ROOM;
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
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.ledger.Faults.Fault;
import io.holdfast.domain.ledger.MemoryLedger;
import io.holdfast.domain.protocol.Answer.Cause;
import io.holdfast.domain.protocol.Answer.TransitionDecided;
import io.holdfast.domain.resource.Noted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a confirm and a release add to the attempt: their verdicts are recorded inside the booking. */
class FollowUpPlanTest {
    private final MemoryLedger ledger = new MemoryLedger().has(holding()).has(held());
    private final Confirm confirm = new Confirm(ID, new CommandId("c"));

    @Test
    void aBookingThatDoesNotExistMayStillBeMadeSoNothingIsRecorded() {
        MemoryLedger empty = new MemoryLedger();

        assertThat(new Protocol(empty).execute(confirm, invocation()))
                .isEqualTo(Answer.Rejected.of(Cause.BOOKING_NOT_FOUND));
        assertThat(empty.sequence()).isEqualTo("Read");
    }

    /** It stays true for ever, so it needs no record. */
    @Test
    void aFailedBookingAllowsNoTransitionAndNothingIsRecorded() {
        ledger.has(Booking.abandoned(ID, failure(Reason.ABANDONED)));

        for (FollowUp command : List.of(confirm, everything())) {
            assertThat(reason(answer(command))).isEqualTo(Reason.ILLEGAL_STATE);
        }
        assertThat(ledger.sequence()).isEqualTo("Read Read");
    }

    @Test
    void theVerdictInTheBookingIsReplayedToItsCommandOnly() {
        Transition entry = Transition.failed(Verb.CONFIRM, confirm.fingerprint(),
                failure(Reason.CONTENTION));
        Booking booking = held().after(confirm.id(), entry, held().admission().orElseThrow());
        ledger.has(booking);

        assertThat(answer(confirm)).isEqualTo(
                new TransitionDecided(failure(Reason.CONTENTION), Optional.of(booking), true));
        assertThat(answer(new Release(ID, confirm.id(), OptionalLong.empty(), List.of())))
                .isEqualTo(Answer.Rejected.of(Cause.KEY_REUSED));
        assertThat(ledger.sequence()).isEqualTo("Read Read");
    }

    /** Design section 1: one id, one verdict, forever. */
    @Test
    void whatAnotherCommandHasConfirmedStaysConfirmed() {
        Booking confirmed = confirmed();
        ledger.has(confirmed);

        assertThat(answer(confirm)).isEqualTo(new TransitionDecided(
                new Verdict.Committed(EARLIER), Optional.of(confirmed), true));
    }

    @Test
    void aConfirmIsTwoReadsANoteAndARecord() {
        assertThat(isCommitted(answer(confirm))).isTrue();

        assertThat(ledger.sequence()).isEqualTo("Read Read Noted Recorded");
        assertThat(ledger.resource(ROOM).confirmed()).isEqualTo(3);
        assertThat(ledger.booking(ID).flatMap(each -> each.transition(confirm.id())))
                .map(Transition::nonces).contains(Map.of(ROOM, Noted.nonce("own1")));
    }

    @Test
    void aReleaseIsSettledOnceItIsDecided() {
        assertThat(isCommitted(answer(everything()))).isTrue();

        assertThat(ledger.sequence()).isEqualTo("Read Read Noted Recorded Settled");
        assertThat(ledger.resource(ROOM).available()).isEqualTo(3);
        assertThat(ledger.resource(ROOM).intents()).isEmpty();
    }

    /** Whoever needs the units settles it. */
    @Test
    void aReleaseWhoseSettlementIsLostIsCommittedAllTheSame() {
        ledger.faults().settlements(Fault.LOST);

        assertThat(isCommitted(answer(everything()))).isTrue();
        assertThat(ledger.resource(ROOM).available()).isZero();
        assertThat(isCommitted(new Protocol(ledger).execute(Given.book("next", 3),
                invocation()))).isTrue();
    }

    @Test
    void aLostRaceIsRecordedInTheBookingAndTheWriteIsNotRepeated() {
        ledger.faults().notes(Fault.after(() -> ledger.has(open(3))));

        assertThat(reason(answer(confirm))).isEqualTo(Reason.CONTENTION);
        assertThat(ledger.sequence()).isEqualTo("Read Read Noted Recorded");
    }

    @Test
    void aDecisionThatFindsAnotherVersionHasLostARaceAndIsUndone() {
        ledger.faults().records(Fault.after(() -> ledger.has(held().raised())));

        assertThat(reason(answer(confirm))).isEqualTo(Reason.CONTENTION);
        assertThat(ledger.sequence()).isEqualTo("Read Read Noted Recorded Recorded Settled");
        assertThat(ledger.resource(ROOM).expiring()).containsEntry(Given.SLOT, 3L);
    }

    @Test
    void aDecisionThatFindsItsEffectIsAnsweredWithoutARecord() {
        ledger.faults().records(Fault.after(() -> ledger.has(confirmed())));

        assertThat(answer(confirm)).isEqualTo(new TransitionDecided(
                new Verdict.Committed(EARLIER), Optional.of(confirmed()), true));
        assertThat(ledger.sent(MemoryLedger.Request.Recorded.class)).hasSize(1);
    }

    @Test
    void theOwnAmbiguousWriteThatLandedIsNoReplay() {
        ledger.faults().records(Fault.UNANSWERED);

        TransitionDecided decided = (TransitionDecided) answer(confirm);

        assertThat(decided.verdict()).isEqualTo(new Verdict.Committed(NOON));
        assertThat(decided.replayed()).isFalse();
    }

    @Test
    void aPartialReleaseWithoutRoomForItsSuccessWritesNothing() {
        ledger.has(with(held(), Limits.COMMANDS, Verb.RELEASE, new Verdict.Committed(EARLIER)));

        assertThat(answer(new Release(ID, new CommandId("r"), OptionalLong.of(1), List.of())))
                .isEqualTo(Answer.Rejected.of(Cause.TOO_MANY_COMMANDS));
        assertThat(ledger.sequence()).isEqualTo("Read");
    }

    private static Booking confirmed() {
        return held().after(new CommandId("other"),
                new Transition(Verb.CONFIRM, new Confirm(ID, new CommandId("other")).fingerprint(),
                        new Verdict.Committed(EARLIER), Map.of()),
                held().admission().orElseThrow().confirm(EARLIER));
    }

    private static Release everything() {
        return new Release(ID, new CommandId("r"), OptionalLong.empty(), List.of());
    }

    private Answer answer(FollowUp command) {
        return new Protocol(ledger).execute(command, invocation());
    }
}
