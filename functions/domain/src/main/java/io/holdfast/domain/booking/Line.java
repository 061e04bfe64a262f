package io.holdfast.domain.booking;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.resource.ResourceKey;

/**
 * One line of a booking as it was admitted; immutable for the booking's whole life.
 *
 * @param units 1 to 1,000,000
 */
public record Line(ResourceKey key, long units) {
    public Line {
        InvalidInput.requireRange("units", units, 1, Limits.UNITS);
    }
}
