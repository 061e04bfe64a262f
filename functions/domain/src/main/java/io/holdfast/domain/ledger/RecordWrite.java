package io.holdfast.domain.ledger;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.resource.DefinitionRecord;
import java.util.OptionalLong;

/** A conditional write to the record of a command. */
public sealed interface RecordWrite {
    /** The record that it writes. */
    Id id();

    /** Puts a booking of either verdict, if nothing is recorded under its id. */
    record PutBooking(Booking booking) implements RecordWrite {
        @Override
        public Id id() {
            return booking.id();
        }
    }

    /**
     * Puts the record of a define command, of either verdict, if nothing is recorded under its id.
     */
    record PutDefinition(DefinitionRecord definition) implements RecordWrite {
        @Override
        public Id id() {
            return definition.id();
        }
    }

    /**
     * Adds a COMMITTED transition to a booking that is unchanged since it was read.
     *
     * @param after the booking with the transition, one version above the one that was read
     * @param command whose transition is in {@code after}
     */
    record AddTransition(Booking after, CommandId command) implements RecordWrite {
        @Override
        public Id id() {
            return after.id();
        }

        /** The version that the booking had when it was read. */
        public long seenVersion() {
            return after.version() - 1;
        }

        /** The entry that is added. */
        public Transition transition() {
            return after.transition(command).orElseThrow();
        }
    }

    /**
     * Adds a FAILED transition to a booking, unless its command has a verdict there already,
     * another command has permanently confirmed or released the booking as this one would, or the
     * booking has that many entries.
     *
     * @param most entries, below which there is certainly room
     * @param seen the version that the reason is true of; empty if the reason is true of any
     */
    record AddFailure(FollowUp command, Transition failed, int most, OptionalLong seen)
            implements
                RecordWrite {
        @Override
        public Id id() {
            return command.booking();
        }
    }

    /**
     * Raises the version of a booking that still has the version seen, and changes nothing else.
     * Whatever was planned on that version can never be decided for then.
     */
    record RaiseVersion(BookingId booking, long seen) implements RecordWrite {
        @Override
        public Id id() {
            return booking;
        }
    }
}
