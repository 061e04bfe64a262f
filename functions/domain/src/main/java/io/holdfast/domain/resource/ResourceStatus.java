package io.holdfast.domain.resource;

/** Whether a resource takes new bookings. */
public enum ResourceStatus {
    OPEN,
    CLOSED,
    /**
     * A status that a later release recorded. This release admits no booking then, and never writes
     * it.
     */
    UNKNOWN
}
