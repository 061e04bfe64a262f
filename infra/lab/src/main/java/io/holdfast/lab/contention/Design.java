package io.holdfast.lab.contention;

/** A way to sell the units of a resource. */
public enum Design {
    /** Holdfast, by its real handlers. */
    HOLDFAST,
    /** Read, decide, and write the resource on condition that its version is as it was read. */
    COMPARE_AND_SET,
    /** One transaction writes the resource and the booking. */
    TRANSACTION
}
