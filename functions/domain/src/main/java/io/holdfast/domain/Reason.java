package io.holdfast.domain;

import java.util.Arrays;

/**
 * Why a command failed, in order of precedence: when several reasons apply, the first one is the
 * answer (design section 2).
 */
public enum Reason {
    /** Nothing stands under that booking id. */
    BOOKING_NOT_FOUND(false),
    /** Nothing stands under that resource id. */
    RESOURCE_NOT_FOUND(false),
    /** The booking's state does not allow this command. */
    ILLEGAL_STATE(false),
    /** The hold's slot is past by this clock, or not above the watermark of an image. */
    HOLD_EXPIRED(false),
    /** The resource's status is CLOSED. */
    RESOURCE_CLOSED(false),
    /** The caller named a version that is not the current one. */
    VERSION_MISMATCH(false),
    /** Fewer units than asked for, in one consistent image of the resource. */
    INSUFFICIENT_CAPACITY(false),
    /** A cut of the capacity below what is taken, without {@code allowDrain}. */
    CAPACITY_IN_USE(false),
    /** The caller gave up on this id before anything was decided. */
    ABANDONED(false),
    /**
     * Lost a race: what was true when it was read was false when it was written, or another write was
     * under way beside it. Also of a new hold whose own slot was collected already by a faster clock, and
     * of a booking that needs units of more expired slots than one write collects; both without a race.
     */
    CONTENTION(true),
    /** The table or one of its partitions refused a write for throughput. */
    THROTTLED(true),
    /** Timeout, server error or broken connection at a write; the command was then fenced off. */
    STORE_ERROR(true),
    /**
     * A reason that a later release recorded. The verdict keeps its text; this release records none. It
     * is not transient, since nothing here knows that a new attempt could succeed.
     */
    UNKNOWN(false);

    private final boolean isTransient;

    Reason(boolean isTransient) {
        this.isTransient = isTransient;
    }

    /** The reason of that name; UNKNOWN where this release has none. */
    public static Reason of(String name) {
        return Arrays.stream(values()).filter(reason -> reason.name().equals(name)).findFirst()
                .orElse(UNKNOWN);
    }

    /** Whether the reason says nothing about capacity: a new attempt, with a new id, may succeed. */
    public boolean isTransient() {
        return isTransient;
    }
}
