package io.holdfast.domain.audit;

import io.holdfast.domain.Id;

/** Receives what an audit finds. The implementation decides how many it keeps. */
@FunctionalInterface
public interface Findings {
    /**
     * A promise is broken.
     *
     * @param subject the item that breaks it
     * @param figures for people: {@code -1 available}
     */
    void add(Promise promise, Id subject, String figures);

    /** Adds a finding unless the condition holds; the figures are formatted only then. */
    @SuppressWarnings("AnnotateFormatMethod") // This ring knows the JDK only.
    default void unless(boolean kept, Promise promise, Id subject, String format,
            Object... figures) {
        if (!kept) {
            add(promise, subject, format.formatted(figures));
        }
    }
}
