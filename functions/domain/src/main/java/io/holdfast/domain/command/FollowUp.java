package io.holdfast.domain.command;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** A command on a booking that exists. Its verdict is recorded inside the booking. */
public sealed interface FollowUp extends Command.ForBooking {
    CommandId id();

    Verb verb();

    Fingerprint fingerprint();

    /** What it brings about for good, if anything. */
    Optional<Milestone> milestone();

    @Override
    default String name() {
        return verb().name().toLowerCase(Locale.ROOT);
    }

    @Override
    default String idOfVerdict() {
        return id().value();
    }

    /** Confirm a hold, with all units that it still has. */
    record Confirm(BookingId booking, CommandId id) implements FollowUp {
        // Any booking id is valid here: units of a booking that no URL can address must be returned
        // as well.
        public Confirm {
            InvalidInput.requireAddressable("commandId", id.value());
        }

        @Override
        public Verb verb() {
            return Verb.CONFIRM;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of("confirm", booking.value());
        }

        @Override
        public Optional<Milestone> milestone() {
            return Optional.of(Milestone.CONFIRMED);
        }
    }

    /**
     * Return units of a hold or of a confirmed booking: all that it still has, or some.
     *
     * @param units of the only line; or empty
     * @param parts units of several resources, distinct; or empty
     */
    record Release(BookingId booking, CommandId id, OptionalLong units, List<Part> parts)
            implements
                FollowUp {

        public Release {
            InvalidInput.requireAddressable("commandId", id.value());
            parts = List.copyOf(parts);
            Part.require(units, parts);
        }

        /** Whether it releases everything that the booking still has. */
        public boolean isFull() {
            return units.isEmpty() && parts.isEmpty();
        }

        @Override
        public Verb verb() {
            return Verb.RELEASE;
        }

        @Override
        public Fingerprint fingerprint() {
            return Part.fingerprint("release", booking, units, parts);
        }

        @Override
        public Optional<Milestone> milestone() {
            return isFull() ? Optional.of(Milestone.RELEASED) : Optional.empty();
        }
    }

    /**
     * Let a hold end later, at {@code now} and the duration, as a new hold would. It never ends
     * sooner. A hold can be extended ten times.
     *
     * @param holdFor from now on, in whole seconds up to 7 days
     */
    record Extend(BookingId booking, CommandId id, Duration holdFor) implements FollowUp {
        public Extend {
            InvalidInput.requireAddressable("commandId", id.value());
            HoldDuration.require(holdFor);
        }

        @Override
        public Verb verb() {
            return Verb.EXTEND;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of("extend", booking.value(), holdFor.toSeconds());
        }

        @Override
        public Optional<Milestone> milestone() {
            return Optional.empty();
        }
    }

    /**
     * Make the lines of a hold or of a confirmed booking these, all or nothing: what is more is
     * taken, what is less is returned, and a resource that is not named gets all its units back.
     *
     * @param units of the only line that has units; or empty
     * @param parts 1 to 31 lines, of distinct resources; or empty
     */
    record Amend(BookingId booking, CommandId id, OptionalLong units, List<Part> parts)
            implements
                FollowUp {
        public Amend {
            InvalidInput.requireAddressable("commandId", id.value());
            parts = List.copyOf(parts);
            Part.require(units, parts);
            if (units.isPresent() != parts.isEmpty()) {
                throw Lines.wrongNumber();
            }
        }

        @Override
        public Verb verb() {
            return Verb.AMEND;
        }

        /** Lines are a set: their order does not make it another command. */
        @Override
        public Fingerprint fingerprint() {
            return Part.fingerprint("amend", booking, units, parts);
        }

        @Override
        public Optional<Milestone> milestone() {
            return Optional.empty();
        }
    }
}
