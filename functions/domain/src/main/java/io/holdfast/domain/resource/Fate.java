package io.holdfast.domain.resource;

/** What became of an intent, as its command's record shows (design section 4, Intents). */
public enum Fate {
    /** The record is COMMITTED and names its nonce for this resource. Final. */
    KEPT,
    /** The record does not name its nonce and never will: it has passed the version seen. Final. */
    VOID,
    /** It may still be decided for; or its record was not read. */
    IN_DOUBT;

    public boolean isFinal() {
        return this != IN_DOUBT;
    }
}
