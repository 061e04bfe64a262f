package io.holdfast.lambda.http;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.FollowUp;

/** A command as the subject of a sentence. */
record Subject(Command command) {
    /** What the command is called. */
    String verb() {
        return command.name();
    }

    /** The command as a thing that is counted: only what the room of a booking limits has one. */
    String noun() {
        return switch (command) {
            case FollowUp.Release release -> "partial release";
            case FollowUp.Extend extend -> "extension";
            case FollowUp.Amend amend -> "amendment";
            case Command other -> other.name();
        };
    }

    /** The booking's id; empty for a definition. */
    String booking() {
        return command instanceof Command.ForBooking forBooking
                ? forBooking.booking().value()
                : "";
    }

    /** What keeps the verdict: the booking, by its id, or the command. */
    String keeper() {
        return switch (command) {
            case Command.Define define -> keeper(define.id());
            case FollowUp followUp -> keeper(followUp.id());
            case Command.Book book -> book.booking().value();
            case Command.Resolve resolve -> resolve.booking().value();
        };
    }

    // The id of a delivery means nothing to a caller who did not name the command.
    private static String keeper(CommandId id) {
        return id.isOfDelivery() ? "this command" : "command " + id.value();
    }

    boolean isDefinition() {
        return command instanceof Command.Define;
    }

    boolean isBooking() {
        return command instanceof Command.Book;
    }

    boolean isAmendment() {
        return command instanceof FollowUp.Amend;
    }

    boolean isExtension() {
        return command instanceof FollowUp.Extend;
    }
}
