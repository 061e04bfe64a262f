package io.holdfast.domain.ledger;

import io.holdfast.domain.Reason;

/** The result of one conditional write. */
public sealed interface Writing {
    /** It took effect. */
    record Applied() implements Writing {}

    /** Its condition was false: the image shows the item, or that it does not exist. */
    record Refused(Image image) implements Writing {}

    /**
     * It did not take effect, decisively, and the store said nothing about the item.
     *
     * @param reason CONTENTION (another write was in progress), THROTTLED, or STORE_ERROR (the
     *        request was wrong, which is a bug)
     */
    record NotApplied(Reason reason) implements Writing {}

    /** It may have taken effect, may still do so, or may never. */
    record Ambiguous() implements Writing {}
}
