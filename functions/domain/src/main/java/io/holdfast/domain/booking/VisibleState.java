package io.holdfast.domain.booking;

/** The state of a committed booking as a reader sees it at some moment. */
public enum VisibleState {
    HELD,
    CONFIRMED,
    RELEASED,
    /** A hold whose slot has passed. It is derived at each read; no write records it. */
    EXPIRED,
    /** A state that a later release recorded. */
    UNKNOWN
}
