package io.holdfast.domain.booking;

/** Where a committed booking stands. */
public enum BookingState {
    HELD,
    CONFIRMED,
    RELEASED,
    /** Derived, never stored: a hold whose slot has passed. */
    EXPIRED,
    /** A state that a later release recorded. This release shows the booking and changes nothing of it. */
    UNKNOWN
}
