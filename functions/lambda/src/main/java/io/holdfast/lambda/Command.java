package io.holdfast.lambda;

import io.holdfast.domain.BookCommand;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.ChangeCommand;

/** A command that came without a route: from a queue or by direct invocation. */
sealed interface Command {
    BookingId booking();

    /** Take units. */
    record Book(BookCommand command) implements Command {
        @Override
        public BookingId booking() {
            return command.id();
        }
    }

    /** Confirm or release. */
    record Change(ChangeCommand command) implements Command {
        @Override
        public BookingId booking() {
            return command.booking();
        }
    }

    /** Give up on an id. */
    record Resolve(BookingId booking) implements Command {}
}
