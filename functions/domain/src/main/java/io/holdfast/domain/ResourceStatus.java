package io.holdfast.domain;

/** Whether a resource takes new bookings. */
public enum ResourceStatus {
    OPEN,
    CLOSED
}
