package io.holdfast.domain.command;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Units of one resource: to release, or to have after an amendment.
 *
 * @param units 1 to 1,000,000
 */
public record Part(ResourceId resource, long units) {
    public Part {
        InvalidInput.requireAddressable("resourceId", resource.value());
        InvalidInput.requireRange("units", units, 1, Limits.UNITS);
    }

    /** Checks units of the only line, or of several resources. */
    static void require(OptionalLong units, List<Part> parts) {
        units.ifPresent(some -> InvalidInput.requireRange("units", some, 1, Limits.UNITS));
        Lines.require(parts.stream().map(Part::resource).toList());
    }

    /** The digest of a command on a booking. The order of the parts makes no difference. */
    static Fingerprint fingerprint(String command, BookingId booking, OptionalLong units,
            List<Part> parts) {
        List<Object> all = new ArrayList<>(List.of(command, booking.value(), units));
        parts.stream().sorted(Comparator.comparing(Part::resource)).forEach(part -> {
            all.add(part.resource().value());
            all.add(part.units());
        });
        return Fingerprint.of(all.toArray());
    }
}
