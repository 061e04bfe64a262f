package io.holdfast.domain;

import org.jspecify.annotations.Nullable;

/** The record of a command in the table, under its id: the fingerprint and the verdict. */
public interface CommandRecord {
    /**
     * The fingerprint of the command that was decided; {@code null} if the id was abandoned before
     * its command was seen, so that there is no payload to compare.
     */
    @Nullable
    Fingerprint fingerprint();

    Verdict verdict();

    /**
     * Whether this is the verdict of the command with that fingerprint, and not of another one
     * under its id.
     */
    default boolean answers(Fingerprint asked) {
        return fingerprint() == null || asked.equals(fingerprint());
    }
}
