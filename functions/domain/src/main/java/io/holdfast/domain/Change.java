package io.holdfast.domain;

/** The verdict of a confirm or a release, as its booking keeps it under the command's id. */
public record Change(Verb verb, Fingerprint fingerprint, Verdict verdict) {
    boolean isCommitted() {
        return verdict instanceof Verdict.Committed;
    }
}
