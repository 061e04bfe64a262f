package io.holdfast.lambda.invocation;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.command.BookCommand;
import io.holdfast.domain.command.ChangeCommand;
import io.holdfast.domain.command.DefineCommand;
import io.holdfast.domain.resource.Precondition;

/** A command, through whatever door it came: a route, a queue, or direct invocation. */
public sealed interface Command {
    /** Create or change a resource, if the precondition is met; by its route only. */
    record Define(DefineCommand command, Precondition precondition) implements Command {}

    /** Take units. */
    record Book(BookCommand command) implements OfBooking {
        @Override
        public BookingId booking() {
            return command.id();
        }
    }

    /** Confirm or release. */
    record Change(ChangeCommand command) implements OfBooking {
        @Override
        public BookingId booking() {
            return command.booking();
        }
    }

    /** Give up on an id. */
    record Resolve(BookingId booking) implements OfBooking {}

    /** One that is about a booking. */
    sealed interface OfBooking extends Command {
        BookingId booking();
    }
}
