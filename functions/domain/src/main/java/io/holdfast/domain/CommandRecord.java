package io.holdfast.domain;

import org.jspecify.annotations.Nullable;

/** What the table keeps of a command under its id: the fingerprint and the verdict. */
public interface CommandRecord {
    /**
     * Of the command that was decided; {@code null} when the id was abandoned before its command
     * was ever seen, so that there is no payload to compare.
     */
    @Nullable
    Fingerprint fingerprint();

    Verdict verdict();

    /** Whether this is the verdict of that very command, and not of another one under its id. */
    default boolean answers(Fingerprint asked) {
        return fingerprint() == null || asked.equals(fingerprint());
    }
}
