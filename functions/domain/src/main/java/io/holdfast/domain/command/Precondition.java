package io.holdfast.domain.command;

/**
 * Whether the resource must exist before it is defined. It is judged where the state changes: on
 * the image that the guarded write relies on, and on the image that made its guard fail. If it is
 * not met, nothing is recorded, and the command's id stays unused.
 */
public enum Precondition {
    /** Nothing. */
    NONE,
    /** The resource must not exist yet: create it, never change it. */
    ABSENT,
    /** The resource must exist: change it, never create it. */
    PRESENT;

    public boolean isMetBy(boolean exists) {
        return switch (this) {
            case NONE -> true;
            case ABSENT -> !exists;
            case PRESENT -> exists;
        };
    }
}
