package io.holdfast.domain.booking;

import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import java.util.Map;

/**
 * The verdict of a command on a booking, as its booking keeps it under the command's id.
 *
 * @param nonces of the intents that a COMMITTED one is kept by, one for each resource that it moves
 *        units of
 */
public record Transition(Verb verb, Fingerprint fingerprint, Verdict verdict,
        Map<ResourceId, Nonce> nonces) {
    public Transition {
        nonces = Map.copyOf(nonces);
    }

    /** A FAILED one. */
    public static Transition failed(Verb verb, Fingerprint fingerprint, Verdict.Failed verdict) {
        return new Transition(verb, fingerprint, verdict, Map.of());
    }

    boolean isCommitted() {
        return verdict instanceof Verdict.Committed;
    }
}
