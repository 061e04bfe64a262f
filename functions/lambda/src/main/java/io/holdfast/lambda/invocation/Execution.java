package io.holdfast.lambda.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.domain.protocol.Invocation;
import io.holdfast.domain.protocol.Protocol;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A command and its answer. Every door runs its commands here, so that each one is metered, and
 * logged in one line.
 *
 * @param now the time at which the command was decided
 */
public record Execution(Command command, Answer answer, Instant now) {
    /**
     * Runs one command.
     *
     * @throws InvalidInput if the command does not fit the resource or the booking that it names
     */
    public static Execution of(Command command, Wiring wiring, Context context,
            Delivery delivery) {
        Invocation invocation = wiring.invocation(context);
        MeteredLedger meter = new MeteredLedger(wiring.ledger(), invocation);
        Answer answer = new Protocol(meter).execute(command, invocation);
        Execution execution = new Execution(command, answer, invocation.now());
        Log.executed(context, wiring, execution, meter, 1, delivery);
        return execution;
    }

    /**
     * Runs bookings that share their requests; {@link Protocol#executeTogether} says which may.
     *
     * @param group the deliveries of the bookings, in the order of arrival
     * @return the executions; a booking that there was no time to begin is absent
     */
    public static Map<BookingId, Execution> together(SequencedMap<Book, Delivery> group,
            Wiring wiring, Context context) {
        Invocation invocation = wiring.invocation(context);
        MeteredLedger meter = new MeteredLedger(wiring.ledger(), invocation);
        Map<BookingId, Answer> answers = new Protocol(meter)
                .executeTogether(List.copyOf(group.sequencedKeySet()), invocation);
        Map<BookingId, Execution> executions = new HashMap<>();
        group.forEach((command, delivery) -> {
            Answer answer = answers.get(command.booking());
            if (answer != null) {
                Execution execution = new Execution(command, answer, invocation.now());
                Log.executed(context, wiring, execution, meter, group.size(), delivery);
                executions.put(command.booking(), execution);
            }
        });
        return executions;
    }

    /** The resource, or the first of several; empty if neither command nor answer names one. */
    Optional<ResourceId> resource() {
        return switch (command) {
            case Command.Define define -> Optional.of(define.resource());
            case Book book -> Optional.of(book.lines().getFirst().resource());
            case FollowUp followUp -> resourceOfBooking();
            case Command.Resolve resolve -> resourceOfBooking();
        };
    }

    private Optional<ResourceId> resourceOfBooking() {
        Optional<Booking> booking = switch (answer) {
            case Answer.BookingDecided decided -> Optional.of(decided.booking());
            case Answer.TransitionDecided decided -> decided.booking();
            case Answer.DefinitionDecided decided -> Optional.empty();
            case Answer.Rejected rejected -> Optional.empty();
            case Answer.Undecided() -> Optional.empty();
        };
        return booking.flatMap(Booking::admission).map(Admission::firstResource);
    }
}
