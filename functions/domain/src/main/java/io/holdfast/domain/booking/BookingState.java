package io.holdfast.domain.booking;

/** The state of a committed booking, as it is stored. Time alone never changes it. */
public enum BookingState {
    HELD,
    CONFIRMED,
    RELEASED,
    /**
     * A state that a later release recorded. This release shows the booking and does not change it.
     */
    UNKNOWN
}
