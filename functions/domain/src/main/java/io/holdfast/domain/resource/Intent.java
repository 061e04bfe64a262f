package io.holdfast.domain.resource;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.Nonce;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A note on a resource that a command is under way there (design section 4). Its fate is read from
 * the command's record: see {@link Fate}.
 */
public sealed interface Intent {
    /** After that long whoever comes settles or undoes an intent whose fate is final. */
    Duration TIDIED_AFTER = Duration.ofSeconds(10);

    /** After that long whoever is hindered by an intent in doubt fences its attempt. */
    Duration STALE_AFTER = Duration.ofSeconds(60);

    /** Of the attempt that made the note. */
    Nonce nonce();

    /** The record that decides its fate. */
    Id record();

    /** The units that the command moves; empty if it moves none. */
    Optional<Movement> movement();

    /** When the note was made, by its attempt's clock, to the second. */
    Instant at();

    default boolean isOlderThan(Duration age, Instant now) {
        return at().plus(age).isBefore(now);
    }

    /**
     * An intent of a booking. A resource has one at most for each booking.
     *
     * @param moves what the command moves here
     * @param command on a booking that exists; empty for the command to book
     * @param fingerprint the first 64 bits of the command's
     * @param seen the version of the booking that the command was planned on; 0 if there was none
     */
    record OfBooking(BookingId booking, Nonce nonce, Movement moves, Optional<CommandId> command,
            long fingerprint, long seen, Instant at) implements Intent {
        public OfBooking {
            at = at.truncatedTo(ChronoUnit.SECONDS);
        }

        @Override
        public Id record() {
            return booking;
        }

        @Override
        public Optional<Movement> movement() {
            return Optional.of(moves);
        }

        /** Whether another delivery of the same command made it, planned on the same version. */
        public boolean isOfSameCommand(OfBooking other) {
            return booking.equals(other.booking) && command.equals(other.command)
                    && fingerprint == other.fingerprint && seen == other.seen;
        }
    }

    /**
     * An intent to define the resource. A resource has one at most.
     *
     * @param movement between available and outside; empty if the capacity stays as it is
     * @param status that the resource gets; empty if it stays as it is
     * @param fingerprint the first 64 bits of the command's
     */
    record OfDefinition(CommandId command, Nonce nonce, Optional<Movement> movement,
            Optional<ResourceStatus> status, long fingerprint, Instant at) implements Intent {
        public OfDefinition {
            at = at.truncatedTo(ChronoUnit.SECONDS);
        }

        @Override
        public Id record() {
            return command;
        }

        /** Whether another delivery of the same command made it, with the same target. */
        public boolean isOfSameCommand(OfDefinition other) {
            return command.equals(other.command) && fingerprint == other.fingerprint
                    && movement.equals(other.movement) && status.equals(other.status);
        }

        /** The status that taking it off gives the resource, if that changes. */
        public Optional<ResourceStatus> statusAfter(Fate fate) {
            return switch (fate) {
                case KEPT -> opens() ? status : Optional.empty();
                case VOID -> closes() ? Optional.of(ResourceStatus.OPEN) : Optional.empty();
                case IN_DOUBT -> Optional.empty();
            };
        }

        /** Whether it closes the resource, which takes effect when it is noted. */
        public boolean closes() {
            return status.equals(Optional.of(ResourceStatus.CLOSED));
        }

        /** Whether it opens the resource, which takes effect when it is settled. */
        public boolean opens() {
            return status.equals(Optional.of(ResourceStatus.OPEN));
        }
    }
}
