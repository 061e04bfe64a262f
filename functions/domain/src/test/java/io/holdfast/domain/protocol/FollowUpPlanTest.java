package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.EARLIER;
import static io.holdfast.domain.protocol.Given.ID;
import static io.holdfast.domain.protocol.Given.INVOCATION;
import static io.holdfast.domain.protocol.Given.NOON;
import static io.holdfast.domain.protocol.Given.ROOM;
import static io.holdfast.domain.protocol.Given.canceled;
import static io.holdfast.domain.protocol.Given.failure;
import static io.holdfast.domain.protocol.Given.held;
import static io.holdfast.domain.protocol.Given.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Command.Confirm;
import io.holdfast.domain.command.Command.FollowUp;
import io.holdfast.domain.command.Command.Release;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.Recording;
import io.holdfast.domain.ledger.RecordWrite.AddFailure;
import io.holdfast.domain.ledger.RecordWrite.RaiseVersion;
import io.holdfast.domain.protocol.Answer.Cause;
import io.holdfast.domain.protocol.Answer.TransitionDecided;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a confirm and a release add to the attempt: their verdicts are recorded inside the booking. */
class FollowUpPlanTest {
    private static final Image NO_BOOKING = new Image(Map.of(ID, Optional.empty()), Map.of(),
            Map.of());
    private final ScriptedLedger ledger = new ScriptedLedger();
    private final Confirm confirm = new Confirm(ID, new CommandId("c"));

    @Test
    void aBookingThatDoesNotExistMayStillBeMadeSoNothingIsRecorded() {
        ledger.reads(NO_BOOKING);

        assertThat(answer(confirm)).isEqualTo(Answer.Rejected.of(Cause.BOOKING_NOT_FOUND));
        assertThat(ledger.requests()).isEqualTo(1);
    }

    @Test
    void theVerdictInTheBookingIsReplayedToItsCommandOnly() {
        Transition entry = new Transition(Verb.CONFIRM, confirm.fingerprint(),
                failure(Reason.CONTENTION));
        Booking booking = held().after(confirm.id(), entry, held().admission().orElseThrow());
        ledger.reads(Image.of(booking)).reads(Image.of(booking));

        assertThat(answer(confirm)).isEqualTo(
                new TransitionDecided(failure(Reason.CONTENTION), Optional.of(booking), true));
        assertThat(answer(new Release(ID, confirm.id(), OptionalLong.empty(), List.of())))
                .isEqualTo(Answer.Rejected.of(Cause.KEY_REUSED));
        assertThat(ledger.requests()).isEqualTo(2);
    }

    /** Design section 1: one id, one verdict, forever. */
    @Test
    void whatAnotherCommandHasConfirmedStaysConfirmed() {
        Booking confirmed = held().after(new CommandId("other"),
                new Transition(Verb.CONFIRM, confirm.fingerprint(),
                        new Verdict.Committed(EARLIER)),
                held().admission().orElseThrow().confirm(EARLIER));
        ledger.reads(Image.of(confirmed));

        assertThat(answer(confirm)).isEqualTo(new TransitionDecided(
                new Verdict.Committed(EARLIER), Optional.of(confirmed), true));
    }

    @Test
    void aLostRaceIsRecordedInTheBookingAndTheWriteIsNotRepeated() {
        ledger.reads(Image.of(held())).commits(canceled(Given.open(0)))
                .records(new Recording.Recorded());

        assertThat(reason(answer(confirm))).isEqualTo(Reason.CONTENTION);
        assertThat(ledger.committed()).hasSize(1);
        assertThat(ledger.records()).extracting(write -> ((AddFailure) write).most())
                .containsExactly(Limits.COMMANDS);
    }

    @Test
    void theOwnAmbiguousWriteThatLandedIsNoReplay() {
        ledger.reads(Image.of(held())).commits(new Committing.Ambiguous()).recordMeetsTheCommit();

        TransitionDecided decided = (TransitionDecided) answer(confirm);

        assertThat(decided.verdict()).isEqualTo(new Verdict.Committed(NOON));
        assertThat(decided.replayed()).isFalse();
    }

    @Test
    void successesAddedSinceMakeRoomForTheFailure() {
        Booking newer = with(held(), 3, Verb.RELEASE, new Verdict.Committed(EARLIER));
        ledger.reads(Image.of(held())).commits(canceled(Given.open(0)))
                .records(new Recording.Refused(Image.of(newer)))
                .records(new Recording.Recorded());

        assertThat(reason(answer(confirm))).isEqualTo(Reason.CONTENTION);
        assertThat(ledger.records()).extracting(write -> ((AddFailure) write).most())
                .containsExactly(Limits.COMMANDS, Limits.COMMANDS + 3);
    }

    @Test
    void whereThereIsNoRoomForAFailureTheNewestVersionIsRaised() {
        Booking full = with(held(), Limits.COMMANDS, Verb.RELEASE, failure(Reason.CONTENTION));
        ledger.reads(Image.of(held())).commits(canceled(Image.of(full)))
                .records(new Recording.Recorded());

        Answer.Rejected rejected = (Answer.Rejected) answer(confirm);

        assertThat(rejected.cause()).isEqualTo(Cause.TOO_MANY_COMMANDS);
        assertThat(rejected.unrecorded()).map(Refusal::reason).contains(Reason.CONTENTION);
        assertThat(rejected.isTransient()).isTrue();
        assertThat(ledger.records()).containsExactly(new RaiseVersion(full));
    }

    /** Refused, the version has moved already, so the attempt cannot land any more. */
    @Test
    void aVersionThatHasMovedShowsWhetherThisCommandMovedIt() {
        Booking full = with(held(), Limits.COMMANDS, Verb.RELEASE, failure(Reason.CONTENTION));
        Booking moved = with(full, 1, Verb.CONFIRM, new Verdict.Committed(EARLIER));
        ledger.reads(Image.of(full)).commits(new Committing.Ambiguous())
                .records(new Recording.Refused(Image.of(moved)));
        assertThat(((Answer.Rejected) answer(confirm)).cause())
                .isEqualTo(Cause.TOO_MANY_COMMANDS);

        ledger.reads(Image.of(full)).commits(new Committing.Ambiguous()).recordMeetsTheCommit();
        assertThat(((TransitionDecided) answer(confirm)).verdict())
                .isEqualTo(new Verdict.Committed(NOON));
    }

    @Test
    void aPartialReleaseWithoutRoomForItsSuccessWritesNothing() {
        ledger.reads(Image.of(with(held(), Limits.COMMANDS, Verb.RELEASE,
                new Verdict.Committed(EARLIER))));

        assertThat(answer(new Release(ID, new CommandId("r"), OptionalLong.of(1), List.of())))
                .isEqualTo(Answer.Rejected.of(Cause.TOO_MANY_COMMANDS));
        assertThat(ledger.requests()).isEqualTo(1);
    }

    @Test
    void aBookingThatIsGoneHasNowhereToRecordTheFailure() {
        ledger.reads(Image.of(held())).commits(new Committing.Ambiguous())
                .records(new Recording.Refused(NO_BOOKING));

        assertThat(answer(confirm)).isEqualTo(Answer.Rejected.of(Cause.BOOKING_NOT_FOUND));
    }

    @Test
    void onlyTheBookingIsRead() {
        ledger.reads(Image.of(held())).commits(new Committing.Applied());

        assertThat(((TransitionDecided) answer(confirm)).booking())
                .isEqualTo(ledger.committed().getFirst().result().booking(ID));
        assertThat(ledger.reads()).extracting(ids -> ids.contains(ROOM)).containsExactly(false);
    }

    private Answer answer(FollowUp command) {
        return new Protocol(ledger).execute(command, INVOCATION);
    }

    private static Reason reason(Answer answer) {
        return ((Verdict.Failed) ((TransitionDecided) answer).verdict()).reason();
    }
}
