package io.holdfast.lambda.invocation;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.BookCommand;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.domain.protocol.BookGroup;
import io.holdfast.domain.protocol.BookUnits;
import io.holdfast.domain.protocol.ChangeBooking;
import io.holdfast.domain.protocol.DefineResource;
import io.holdfast.domain.protocol.Invocation;
import io.holdfast.domain.protocol.ResolveBooking;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Carries out commands: alone, or a group of bookings together. The core behind every door. */
public final class Commands {
    private final DefineResource defineResource;
    private final BookUnits bookUnits;
    private final BookGroup bookGroup;
    private final ChangeBooking changeBooking;
    private final ResolveBooking resolveBooking;

    public Commands(Ledger ledger) {
        defineResource = new DefineResource(ledger);
        bookUnits = new BookUnits(ledger);
        bookGroup = new BookGroup(ledger);
        changeBooking = new ChangeBooking(ledger);
        resolveBooking = new ResolveBooking(ledger);
    }

    public Executed execute(Command command, Invocation invocation) {
        return switch (command) {
            case Command.Define(var define, var precondition) -> new Executed.Defined(define,
                    defineResource.define(define, precondition, invocation));
            case Command.Book(var book) ->
                new Executed.Booked(book, bookUnits.book(book, invocation));
            case Command.Change(var change) ->
                new Executed.Changed(change, changeBooking.change(change, invocation));
            case Command.Resolve(var booking) -> new Executed.Resolved(booking,
                    resolveBooking.resolve(booking, invocation));
        };
    }

    /** Those that there was no time to start are absent. */
    public Map<BookingId, Executed> book(List<BookCommand> group, Invocation invocation) {
        Map<BookingId, Executed> executed = new HashMap<>();
        Map<BookingId, Answer<Booking>> answers = bookGroup.book(group, invocation);
        for (BookCommand command : group) {
            Answer<Booking> answer = answers.get(command.id());
            if (answer != null) {
                executed.put(command.id(), new Executed.Booked(command, answer));
            }
        }
        return executed;
    }
}
