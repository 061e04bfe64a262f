package io.holdfast.domain.protocol;

import io.holdfast.domain.Id;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.decision.Decision;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The part of an {@link Attempt} that depends on the verb. */
interface Plan {
    /** The items to read before the decision. */
    Set<Id> reads();

    /** The answer that an image has already: the command's verdict, or that its id was reused. */
    Optional<Answer> recorded(Image image);

    /** Whether the image does not meet a precondition of the caller. */
    default boolean isUnmet(Image image) {
        return false;
    }

    /** Whether to admit the command. */
    Decision decide(Image image, Instant now);

    /** Why the commit was canceled. */
    Refusal judge(Commit commit, Canceled why, Instant now);

    /** The answer once the commit has taken effect. */
    Answer committed(Commit commit, Instant now);

    /** The write that records a failure. */
    Failure failure(Verdict.Failed verdict, Image seen, Image inFlight);
}
