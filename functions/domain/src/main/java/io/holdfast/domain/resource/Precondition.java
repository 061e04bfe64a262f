package io.holdfast.domain.resource;

/**
 * What a definition's caller insists on before it is attempted. It is judged where the state changes:
 * on the image that the guarded write relies on, and on the image that made its guard fail. One that
 * is not met is no verdict: nothing is recorded, and the command's id stays unused.
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
