package io.holdfast.domain.command;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import java.util.OptionalLong;

/**
 * One line of a booking, as the caller requests it.
 *
 * @param units 1 to 1,000,000
 * @param expectedVersion the resource's version that the caller saw and insists on
 */
public record LineRequest(ResourceId resource, long units, OptionalLong expectedVersion) {
    public LineRequest {
        InvalidInput.requireAddressable("resourceId", resource.value());
        InvalidInput.requireRange("units", units, 1, Limits.UNITS);
        if (expectedVersion.isPresent()) {
            InvalidInput.requireRange("expectedVersion", expectedVersion.getAsLong(), 1,
                    Limits.VERSION);
        }
    }
}
