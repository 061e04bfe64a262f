package io.holdfast.domain.protocol;

import io.holdfast.domain.Reason;
import io.holdfast.domain.decision.Decision;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.Ledger.Recording;

/**
 * One attempt at one command, the same for every verb: read, replay a recorded verdict, decide,
 * write once, else record the failure (design section 4). A read that failed decides nothing and is
 * followed by no write. A write that lost a race is not repeated: the failure is recorded, and the
 * caller decides whether to try again.
 */
final class Attempt {
    private final Ledger ledger;
    private final Plan plan;
    private final Invocation invocation;

    Attempt(Ledger ledger, Plan plan, Invocation invocation) {
        this.ledger = ledger;
        this.plan = plan;
        this.invocation = invocation;
    }

    Answer run() {
        return switch (ledger.read(plan.reads())) {
            case Reading.NotRead notRead -> new Answer.Undecided();
            case Reading.Read(Image image) ->
                plan.recorded(image).orElseGet(() -> decide(image));
        };
    }

    private Answer decide(Image image) {
        if (plan.isUnmet(image)) {
            return unmet();
        }
        return switch (plan.decide(image, invocation.now())) {
            case Decision.Admit(Commit commit) -> write(commit, image);
            case Decision.Refuse(Refusal refusal) -> record(refusal, image, Image.NONE);
            case Decision.NoBooking() -> Answer.Rejected.of(Answer.Cause.BOOKING_NOT_FOUND);
            case Decision.NoRoom() -> Answer.Rejected.of(Answer.Cause.TOO_MANY_COMMANDS);
            case Decision.Unjudgeable() -> new Answer.Undecided();
        };
    }

    private Answer write(Commit commit, Image seen) {
        return switch (ledger.commit(commit)) {
            case Committing.Applied() -> plan.committed(commit, invocation.now());
            case Committing.NotApplied(Canceled why) ->
                plan.recorded(why.image()).orElseGet(() -> lost(commit, why, seen));
            case Committing.Ambiguous() ->
                record(Refusal.of(Reason.STORE_ERROR), seen, commit.result());
        };
    }

    // A guard that failed alone goes through the fence as well, for another delivery of the same
    // command may be in progress; only a recorded verdict needs no fence. Nor does a
    // precondition that is not met: the store has refused this write for good.
    private Answer lost(Commit commit, Canceled why, Image seen) {
        return plan.isUnmet(why.image())
                ? unmet()
                : record(plan.judge(commit, why, invocation.now()), seen.updatedBy(why.image()),
                        Image.NONE);
    }

    /**
     * Records a failure, which shuts out every write of this command that is still in progress.
     *
     * @param seen the newest known image of the record
     * @param inFlight the records that an ambiguous write of this attempt may have written
     */
    Answer record(Refusal refusal, Image seen, Image inFlight) {
        Failure failure = plan.failure(refusal.at(invocation.now()), seen, inFlight);
        Recording recording = Fence.record(() -> failure.write(ledger), invocation);
        return failure.answer(recording);
    }

    // The image that does not meet the precondition may be newer than the read of the command's own
    // record: another delivery of this command may have made it. So the record is read after it.
    private Answer unmet() {
        return switch (ledger.read(plan.reads())) {
            case Reading.NotRead notRead -> new Answer.Undecided();
            case Reading.Read(Image image) -> plan.recorded(image).orElseGet(
                    () -> Answer.Rejected.of(Answer.Cause.PRECONDITION_FAILED));
        };
    }
}
