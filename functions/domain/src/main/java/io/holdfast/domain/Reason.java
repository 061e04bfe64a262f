package io.holdfast.domain;

import java.util.Arrays;

/**
 * Why a command failed, in order of precedence: when several reasons apply, the first one is the
 * answer (design section 2).
 */
public enum Reason {
    /** No booking has that id. */
    BOOKING_NOT_FOUND(false),
    /** No resource has that id. */
    RESOURCE_NOT_FOUND(false),
    /** The booking's state does not allow this command. */
    ILLEGAL_STATE(false),
    /** The hold's slot has passed by this clock, or is not above the watermark of an image. */
    HOLD_EXPIRED(false),
    /** The resource's status is CLOSED. */
    RESOURCE_CLOSED(false),
    /** The caller named a version that is not the current one. */
    VERSION_MISMATCH(false),
    /**
     * Fewer units than requested in one image of the resource, whatever becomes of the intents in
     * doubt.
     */
    INSUFFICIENT_CAPACITY(false),
    /** A cut of the capacity below the units held and confirmed, without {@code allowDrain}. */
    CAPACITY_IN_USE(false),
    /**
     * Somebody gave up on this id before its command was decided: a caller that resolved it, or
     * another attempt that found its intent stale and in the way.
     */
    ABANDONED(false),
    /**
     * A guard that was true when it was read was false when it was written, or units or room are
     * lacking only because of intents in doubt. Also of a new hold whose slot a faster clock has
     * collected already, and of a booking that needs units of more expired slots than one write
     * collects; both without a race.
     */
    CONTENTION(true),
    /** The table or one of its partitions refused a write for throughput. */
    THROTTLED(true),
    /**
     * Timeout, server error or broken connection at a write, or a write that was wrong, which is a
     * bug; the record of this failure then shut the command out.
     */
    STORE_ERROR(true),
    /**
     * A reason that a later release recorded. The verdict keeps its text; this release records
     * none. It is not transient, since this release cannot know whether a new attempt could
     * succeed.
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
