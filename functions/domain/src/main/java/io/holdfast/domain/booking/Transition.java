package io.holdfast.domain.booking;

import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;

/** The verdict of a confirm or a release, as its booking keeps it under the command's id. */
public record Transition(Verb verb, Fingerprint fingerprint, Verdict verdict) {
    boolean isCommitted() {
        return verdict instanceof Verdict.Committed;
    }
}
