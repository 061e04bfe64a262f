package io.holdfast.domain.booking;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;

/**
 * One line of a booking: units of one resource.
 *
 * @param units that were admitted when the line was made or last amended, 1 to 1,000,000
 * @param remaining units that are not released
 * @param nonce of the intent that the line is kept by
 */
public record Line(ResourceId resource, long units, long remaining, Nonce nonce) {
    public Line {
        InvalidInput.requireRange("units", units, 1, Limits.UNITS);
        InvalidInput.requireRange("remaining", remaining, 0, units);
    }

    /** This line with other units; none leave it in the record without any. */
    public Line amend(long amended) {
        return amended == 0
                ? release(remaining)
                : new Line(resource, amended, amended, nonce);
    }

    /** This line after that many more units were released. */
    public Line release(long released) {
        return new Line(resource, units, remaining - released, nonce);
    }
}
