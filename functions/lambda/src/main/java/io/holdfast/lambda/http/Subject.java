package io.holdfast.lambda.http;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.command.ChangeCommand;
import java.util.Locale;

/**
 * The command that a sentence is about.
 *
 * @param verb book, confirm, release or define
 * @param booking the booking's id, or empty for a definition
 * @param keeper who keeps the verdict: the booking's id, or the command's
 */
public record Subject(String verb, String booking, String keeper) {
    private static final String DEFINE = "define";
    private static final String BOOK = "book";

    public static Subject of(BookingId booking) {
        return new Subject(BOOK, booking.value(), booking.value());
    }

    public static Subject of(ChangeCommand command) {
        return new Subject(command.verb().name().toLowerCase(Locale.ROOT),
                command.booking().value(), keeper(command.id()));
    }

    public static Subject ofDefinition(CommandId id) {
        return new Subject(DEFINE, "", keeper(id));
    }

    boolean isDefinition() {
        return verb.equals(DEFINE);
    }

    boolean isBooking() {
        return verb.equals(BOOK);
    }

    // The id of a delivery says nothing to whoever did not name the command.
    private static String keeper(CommandId id) {
        return id.isOfDelivery() ? "this command" : "command " + id.value();
    }
}
