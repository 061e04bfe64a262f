package io.holdfast.examples;

/** The final result of a command; the same id gets the same verdict forever. */
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
