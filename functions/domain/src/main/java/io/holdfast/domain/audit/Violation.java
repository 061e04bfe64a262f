package io.holdfast.domain.audit;

import io.holdfast.domain.Id;

/**
 * A promise that is broken.
 *
 * @param subject the resource or the booking that breaks it
 * @param figures for people: {@code -1 available}
 */
public record Violation(Promise promise, Id subject, String figures) {
    /** The promise, where it is broken, and the figures. */
    public String sentence() {
        return promise.sentence() + ": " + subject.value() + " has " + figures;
    }
}
