package io.holdfast.domain.protocol;

import io.holdfast.domain.Id;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.decision.Decision;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.RecordWrite;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The part of an {@link Attempt} that depends on the verb. */
interface Plan {
    /** The record that the command's verdict is kept in. */
    Id record();

    /** The items to read first: the record, and the resources if they are known. */
    Set<Id> reads();

    /** The answer that an image has already: the command's verdict, or that its id was reused. */
    Optional<Answer> recorded(Image image);

    /** The items to read once the record is known. */
    default Set<Id> readsAfter(Image image, Instant now) {
        return Set.of();
    }

    /** Whether both images show the record as the same, so that a plan on one holds on the other. */
    default boolean isUnchanged(Image planned, Image later) {
        return true;
    }

    /** Whether to admit the command. */
    Decision decide(Image image, Instant now, Nonce nonce);

    /** Why a note was refused: a refusal, or a precondition that is not met. */
    Decision judge(ResourceId resource, Image image, Image seen, Instant now);

    /** Whether the image of a refused note has an intent of another delivery of this command. */
    boolean isOfThisCommand(ResourceId resource, Image image);

    /** The answer once the record has been written. */
    Answer committed(RecordWrite record, Instant now);

    /** Whether a decision is answered only once it is settled. */
    default boolean mustSettle() {
        return false;
    }

    /**
     * The answer once what has to be settled before it is settled.
     *
     * @param answer a verdict that may be of another invocation
     */
    default Answer settled(Answer answer, Ledger ledger) {
        return answer;
    }

    /**
     * The write that records a failure.
     *
     * @param seen the newest image of the record
     * @param inFlight what an ambiguous decision of this invocation may have written
     */
    Failure failure(Verdict.Failed verdict, Image seen, Optional<RecordWrite> inFlight);
}
