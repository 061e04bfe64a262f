package io.holdfast.domain.listing;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Line;

/**
 * One line of a booking, as a list shows it.
 *
 * @param units that were admitted
 * @param remaining units that the booking still has there; 0 once they are all released
 */
public record ListedLine(ResourceId resource, long units, long remaining) {
    public ListedLine {
        InvalidInput.requireRange("units", units, 1, Limits.UNITS);
        InvalidInput.requireRange("remaining", remaining, 0, units);
    }

    static ListedLine of(Line line) {
        return new ListedLine(line.resource(), line.units(), line.remaining());
    }
}
