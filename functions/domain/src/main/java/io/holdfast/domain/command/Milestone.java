package io.holdfast.domain.command;

/**
 * What one command brings about in a booking for good. Every later command that asks for the same is
 * COMMITTED without a record of its own.
 */
public enum Milestone {
    /** The hold was confirmed, or the booking was confirmed from the start. */
    CONFIRMED,
    /** All units were released. */
    RELEASED
}
