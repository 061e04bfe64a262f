package io.holdfast.examples;

/** What a command ended with, for ever. */
public sealed interface Verdict {
    /** All of it took effect. */
    record Committed(String bookingId) implements Verdict {}

    /**
     * Nothing of it took effect.
     *
     * @param isTransient whether the reason says nothing about capacity: a new id may succeed
     */
    record Failed(String reason, boolean isTransient) implements Verdict {}
}
