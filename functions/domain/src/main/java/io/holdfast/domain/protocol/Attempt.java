package io.holdfast.domain.protocol;

import io.holdfast.domain.Reason;
import io.holdfast.domain.decision.Decision;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.protocol.Look.Sight;
import java.util.Optional;
import java.util.Set;

/**
 * One attempt at one command, the same for every verb: read, look, decide, note, decide, settle
 * (design section 4). A read that failed decides nothing and is followed by no write. A note that
 * lost a race is not repeated: the failure is recorded, and the caller decides whether to try again.
 * An attempt that has learned more of its own record, or of intents that were in its way, starts
 * anew from a read: what it has noted already it finds there and adopts. What it notes then has a
 * nonce of its own: whoever has proven the earlier intent void takes off that one only.
 */
final class Attempt {
    /** Reads from which one attempt starts anew. */
    static final int MOST_ROUNDS = 5;

    private final Ledger ledger;
    private final Plan plan;
    private final Invocation invocation;
    private final StaleIntents stale;
    private final OwnNotes notes;

    Attempt(Ledger ledger, Plan plan, Invocation invocation) {
        this.ledger = ledger;
        this.plan = plan;
        this.invocation = invocation;
        this.stale = new StaleIntents(ledger, invocation);
        this.notes = new OwnNotes(ledger, invocation);
    }

    /** The end of a round: an answer, or a reason to start anew. */
    private sealed interface Round {
        record Ended(Answer answer) implements Round {}

        /** This attempt has decided the command, and settled what has to be. */
        record Committed(Answer answer) implements Round {}

        /** @param seen the newest image of the record */
        record Anew(Image seen) implements Round {}
    }

    Answer run() {
        Image seen = Image.NONE;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (round > 0 && !invocation.coversRequest()) {
                return new Answer.Undecided();
            }
            switch (round()) {
                case Round.Ended(Answer answer) -> {
                    return plan.settled(answer, ledger);
                }
                case Round.Committed(Answer answer) -> {
                    return answer;
                }
                case Round.Anew(Image image) -> seen = image;
            }
        }
        return plan.settled(fail(Refusal.of(Reason.CONTENTION), seen), ledger);
    }

    private Round round() {
        return switch (new Look(ledger, plan, invocation).take(invocation.nonces().get())) {
            case Sight.NotRead() -> new Round.Ended(new Answer.Undecided());
            case Sight.Recorded(Answer answer, Image image) -> {
                notes.undo(image);
                yield new Round.Ended(answer);
            }
            case Sight.Changed(Image image) -> new Round.Anew(image);
            case Sight.Judged(Decision decision, Image image) -> decide(decision, image);
        };
    }

    private Round decide(Decision decision, Image seen) {
        return switch (decision) {
            case Decision.Admit admit -> note(admit, seen);
            case Decision.Refuse(Refusal refusal) -> new Round.Ended(fail(refusal, seen));
            case Decision.Hindered(var hindering, Refusal refusal) ->
                stale.fence(hindering)
                        ? new Round.Anew(seen)
                        : new Round.Ended(fail(refusal, seen));
            case Decision.NoBooking() -> rejected(Answer.Cause.BOOKING_NOT_FOUND, seen);
            case Decision.NoRoom() -> rejected(Answer.Cause.TOO_MANY_COMMANDS, seen);
            case Decision.Unmet() -> new Round.Ended(unmet());
            case Decision.Unjudgeable() -> new Round.Ended(new Answer.Undecided());
        };
    }

    private Round note(Decision.Admit admit, Image seen) {
        invocation.encounters().countAdopted(Math.toIntExact(admit.adopted().stream()
                .filter(intent -> !notes.hold(intent)).count()));
        for (ResourceWrite note : admit.notes()) {
            // A repetition of the command adopts what is noted by then.
            if (!notes.isEmpty() && !invocation.coversRequest()) {
                return new Round.Ended(new Answer.Undecided());
            }
            Optional<Round> end = note(note, seen);
            if (end.isPresent()) {
                return end.get();
            }
        }
        return decide(admit, seen);
    }

    private Optional<Round> note(ResourceWrite note, Image seen) {
        return switch (ledger.note(note)) {
            case Writing.Applied() -> {
                notes.add(note, seen);
                invocation.encounters().countSettled(note, plan.record());
                yield Optional.empty();
            }
            case Writing.Refused(Image image) -> Optional.of(refused(note, image, seen));
            case Writing.NotApplied(Reason reason) ->
                Optional.of(new Round.Ended(fail(Refusal.of(reason), seen)));
            case Writing.Ambiguous() -> {
                notes.add(note, seen);
                yield Optional.of(new Round.Ended(fail(Refusal.of(Reason.STORE_ERROR), seen)));
            }
        };
    }

    // Two deliveries at once: the other one has noted this line, and the next look adopts it.
    private Round refused(ResourceWrite note, Image image, Image seen) {
        if (plan.isOfThisCommand(note.resource(), image)) {
            return new Round.Anew(seen);
        }
        return switch (plan.judge(note.resource(), image, seen, invocation.now())) {
            case Decision.Refuse(Refusal refusal) -> new Round.Ended(fail(refusal, seen));
            case Decision.Unmet() -> new Round.Ended(unmet());
            case Decision decision -> throw new IllegalStateException("not a refusal: " + decision);
        };
    }

    private Round decide(Decision.Admit admit, Image seen) {
        RecordWrite record = admit.record();
        return switch (ledger.record(record)) {
            case Writing.Applied() -> new Round.Committed(settle(admit) || !plan.mustSettle()
                    ? plan.committed(record, invocation.now())
                    : new Answer.Undecided());
            case Writing.Refused(Image image) -> new Round.Ended(recorded(image, seen));
            case Writing.NotApplied(Reason reason) ->
                new Round.Ended(fail(Refusal.of(reason), seen));
            case Writing.Ambiguous() -> new Round.Ended(
                    fail(Refusal.of(Reason.STORE_ERROR), seen, Optional.of(record)));
        };
    }

    // The decision was refused: the command has a verdict, or the record has another version.
    private Answer recorded(Image image, Image seen) {
        Optional<Answer> recorded = plan.recorded(image);
        if (recorded.isEmpty()) {
            return fail(Refusal.of(Reason.CONTENTION), seen.updatedBy(image));
        }
        notes.undo(image);
        return recorded.get();
    }

    /**
     * Settles once, best effort: the command is COMMITTED, and whoever needs the units settles
     * otherwise.
     *
     * @return whether all of it is settled; what is gone has been settled by somebody else
     */
    private boolean settle(Decision.Admit admit) {
        boolean settled = true;
        for (Settle settlement : admit.settlements()) {
            Writing writing = invocation.coversRequest()
                    ? ledger.settle(settlement)
                    : new Writing.Ambiguous();
            settled &= writing instanceof Writing.Applied || writing instanceof Writing.Refused;
        }
        return settled;
    }

    private Answer fail(Refusal refusal, Image seen) {
        return fail(refusal, seen, Optional.empty());
    }

    /**
     * Records a failure, which shuts out every write of this command that is still in progress.
     * Then, and only then, notes are undone that the record does not name (N12).
     *
     * @param inFlight the record that an ambiguous decision of this attempt may have written
     */
    Answer fail(Refusal refusal, Image seen, Optional<RecordWrite> inFlight) {
        Failure failure = plan.failure(refusal.at(invocation.now()), seen, inFlight);
        Writing recording = Fence.record(() -> failure.write(ledger), invocation);
        switch (recording) {
            case Writing.Applied() -> notes.undoAll(Set.of(plan.record()));
            case Writing.Refused(Image image) -> notes.undo(image);
            case Writing.NotApplied notApplied -> {
            }
            case Writing.Ambiguous ambiguous -> {
            }
        }
        return failure.answer(recording);
    }

    // The image that does not meet the precondition may be newer than the read of the command's own
    // record: another delivery of this command may have made it. So the record is read after it.
    private Answer unmet() {
        return switch (ledger.read(Set.of(plan.record()))) {
            case Reading.Read(Image image) when image.showsAll(Set.of(plan.record())) ->
                plan.recorded(image).orElseGet(
                        () -> Answer.Rejected.of(Answer.Cause.PRECONDITION_FAILED));
            case Reading reading -> new Answer.Undecided();
        };
    }

    // Notes of an earlier round were planned on a version that the record has left.
    private Round rejected(Answer.Cause cause, Image seen) {
        notes.undo(seen);
        return new Round.Ended(Answer.Rejected.of(cause));
    }
}
