package io.holdfast.domain.command;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** A command that changes a booking that stands. Its verdict is kept inside the booking. */
public sealed interface ChangeCommand {
    BookingId booking();

    CommandId id();

    Verb verb();

    Fingerprint fingerprint();

    // The booking may have any id: what was stored under one that no URL can address must be given back.
    private static void requireAddressable(CommandId id) {
        InvalidInput.requireAddressable("commandId", id.value());
    }

    /** Turn a hold into a booking for good, with all units that it still has. */
    record Confirm(BookingId booking, CommandId id) implements ChangeCommand {
        public Confirm {
            requireAddressable(id);
        }

        @Override
        public Verb verb() {
            return Verb.CONFIRM;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of("confirm", booking.value());
        }
    }

    /**
     * Give units back, of a hold or of a confirmed booking: all that it still has, or some.
     *
     * @param units of the only line; or empty
     * @param lines units of several resources, distinct; or empty
     */
    record Release(BookingId booking, CommandId id, OptionalLong units, List<ReleaseLine> lines)
            implements
                ChangeCommand {

        /** Units of one resource. */
        public record ReleaseLine(ResourceId resource, long units) {
            public ReleaseLine {
                InvalidInput.requireAddressable("resourceId", resource.value());
                InvalidInput.requireRange("units", units, 1, Limits.UNITS);
            }
        }

        public Release {
            requireAddressable(id);
            lines = List.copyOf(lines);
            if (units.isPresent()) {
                InvalidInput.requireRange("units", units.getAsLong(), 1, Limits.UNITS);
            }
            Lines.require(lines.stream().map(ReleaseLine::resource).toList());
        }

        /** Whether it asks for everything that the booking still has. */
        public boolean isFull() {
            return units.isEmpty() && lines.isEmpty();
        }

        @Override
        public Verb verb() {
            return Verb.RELEASE;
        }

        @Override
        public Fingerprint fingerprint() {
            ArrayList<Object> parts = new ArrayList<>(
                    List.of("release", booking.value(), units));
            lines.stream().sorted(Comparator.comparing(ReleaseLine::resource))
                    .forEach(line -> {
                        parts.add(line.resource().value());
                        parts.add(line.units());
                    });
            return Fingerprint.of(parts.toArray());
        }
    }
}
