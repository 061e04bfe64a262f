package io.holdfast.domain.command;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;

/** The limits on the reference that a caller gives a booking. */
public final class References {
    private static final int FIRST_SURROGATE = 0xD800;
    private static final int LAST_SURROGATE = 0xDFFF;

    private References() {}

    /**
     * Checks a reference.
     *
     * @throws InvalidInput if it breaks a limit
     */
    public static void require(String reference) {
        // As JSON Schema counts: a character beyond the first 65,536 is one, not two.
        if (reference.codePointCount(0, reference.length()) > Limits.REFERENCE_LENGTH) {
            throw new InvalidInput("reference",
                    "must be at most " + Limits.REFERENCE_LENGTH + " characters");
        }
        // An unpaired surrogate has no UTF-8 form: the table would return another text than was
        // written.
        if (reference.chars().anyMatch(Character::isISOControl)
                || reference.codePoints()
                        .anyMatch(c -> c >= FIRST_SURROGATE && c <= LAST_SURROGATE)) {
            throw new InvalidInput("reference",
                    "must not contain control characters or unpaired surrogates");
        }
    }
}
