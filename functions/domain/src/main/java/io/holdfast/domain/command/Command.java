package io.holdfast.domain.command;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A change that a caller requests, through any door. Every record checks its limits, so that every
 * command that exists is valid.
 */
public sealed interface Command permits Command.Define, Command.ForBooking {
    /** Its name in requests, events and logs. */
    String name();

    /** The id that its verdict is recorded under: a booking's, or the command's own. */
    String idOfVerdict();

    /** A command that names a booking. */
    sealed interface ForBooking extends Command
            permits Command.Book, FollowUp, Command.Resolve {
        BookingId booking();
    }

    /**
     * Create a resource, or change its capacity or status. A part that is left out keeps its value.
     *
     * @param capacity 0 to 10^12 units, the new total; required to create
     * @param status if it is left out: {@code OPEN} on create, unchanged on change
     * @param allowDrain whether a cut may take units that are held or confirmed; nothing is
     *        admitted then until enough was released
     * @param expectedDefinitionVersion the version that the caller insists on; 0 insists on a new
     *        resource
     */
    record Define(ResourceId resource, CommandId id, OptionalLong capacity,
            Optional<ResourceStatus> status, boolean allowDrain,
            OptionalLong expectedDefinitionVersion, Precondition precondition) implements Command {
        public Define {
            InvalidInput.requireAddressable("resourceId", resource.value());
            InvalidInput.requireAddressable("commandId", id.value());
            capacity.ifPresent(units -> InvalidInput.requireRange("capacity", units, 0,
                    Limits.CAPACITY));
            expectedDefinitionVersion.ifPresent(version -> InvalidInput.requireRange(
                    "expectedDefinitionVersion", version, 0, Limits.VERSION));
        }

        @Override
        public String name() {
            return "define";
        }

        @Override
        public String idOfVerdict() {
            return id.value();
        }

        /** The same command, which is attempted only if the precondition is met. */
        public Define onlyIf(Precondition required) {
            return new Define(resource, id, capacity, status, allowDrain,
                    expectedDefinitionVersion, required);
        }

        /**
         * What the resource becomes: what the command leaves out stays as it is.
         *
         * @param current the definition of the resource; empty to create it
         * @throws InvalidInput if a resource is to be created without a capacity
         */
        public Definition applyTo(Optional<Definition> current) {
            return new Definition(
                    capacity.orElseGet(() -> current.map(Definition::capacity).orElseThrow(
                            () -> new InvalidInput("capacity",
                                    "is required to create a resource"))),
                    status.or(() -> current.map(Definition::status))
                            .orElse(ResourceStatus.OPEN));
        }

        /** The absent part is where earlier versions had a number of stripes. */
        public Fingerprint fingerprint() {
            return Fingerprint.of("define", resource.value(), capacity, status, null, allowDrain,
                    expectedDefinitionVersion);
        }
    }

    /**
     * Take units of one or more resources, all or nothing.
     *
     * @param lines 1 to 31, of distinct resources
     * @param holdFor how long the units are held, in whole seconds up to 7 days; empty to confirm
     *        them at once
     * @param reference the caller's own, at most 256 code points, no control characters
     */
    record Book(BookingId booking, List<LineRequest> lines, Optional<Duration> holdFor,
            Optional<String> reference) implements ForBooking {
        public Book {
            lines = List.copyOf(lines);
            if (lines.isEmpty()) {
                throw Lines.wrongNumber();
            }
            Lines.require(lines.stream().map(LineRequest::resource).toList());
            InvalidInput.requireAddressable("bookingId", booking.value());
            holdFor.ifPresent(HoldDuration::require);
            reference.ifPresent(References::require);
        }

        @Override
        public String name() {
            return "book";
        }

        @Override
        public String idOfVerdict() {
            return booking.value();
        }

        /** Whether others may share its write: it takes units of one resource, of any version. */
        public boolean mayShareAWrite() {
            return lines.size() == 1 && lines.getFirst().expectedVersion().isEmpty();
        }

        /** Lines are a set: their order does not make it another command. */
        public Fingerprint fingerprint() {
            List<@Nullable Object> parts = new ArrayList<>();
            parts.add("book");
            parts.add(reference);
            parts.add(holdFor.map(Duration::toSeconds));
            lines.stream().sorted(Comparator.comparing(LineRequest::resource)).forEach(line -> {
                parts.add(line.resource().value());
                parts.add(line.units());
                parts.add(line.expectedVersion());
            });
            return Fingerprint.of(parts.toArray());
        }
    }

    /**
     * Give up on the id of a booking whose verdict the caller does not know, also on one that no
     * URL can address. The command has no payload, so no fingerprint is compared.
     */
    record Resolve(BookingId booking) implements ForBooking {
        @Override
        public String name() {
            return "resolve";
        }

        @Override
        public String idOfVerdict() {
            return booking.value();
        }
    }
}
