package io.holdfast.domain.resource;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;

/**
 * The part of a resource that an operator sets.
 *
 * @param capacity units in all, 0 to 10^12
 */
public record Definition(long capacity, ResourceStatus status) {
    public Definition {
        InvalidInput.requireRange("capacity", capacity, 0, Limits.CAPACITY);
    }

    /** A resource that takes bookings. */
    public static Definition open(long capacity) {
        return new Definition(capacity, ResourceStatus.OPEN);
    }
}
