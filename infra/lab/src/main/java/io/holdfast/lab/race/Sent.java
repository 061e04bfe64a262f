package io.holdfast.lab.race;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.domain.protocol.Invocation;
import io.holdfast.domain.protocol.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one invocation receives: a command, or bookings of a queue that share a write.
 *
 * @param commands one, or a group of bookings
 * @param later how much its clock is ahead of the first clock
 */
public record Sent(String name, List<Command> commands, Duration later) {
    public Sent {
        commands = List.copyOf(commands);
    }

    static Sent of(String name, Command... commands) {
        return new Sent(name, List.of(commands), Duration.ZERO);
    }

    /** The same by a clock that is so much ahead. */
    public Sent later(Duration ahead) {
        return new Sent(name, commands, ahead);
    }

    /** The same booking under another id. */
    public Sent named(String booking) {
        Book book = (Book) commands.getFirst();
        return new Sent(booking, List.of(new Book(new BookingId(booking), book.lines(),
                book.holdFor(), book.reference())), later);
    }

    /** The clock of the invocation. */
    public Instant clock() {
        return World.NOW.plus(later);
    }

    /** The name in a scenario: with the seconds by which its clock is ahead. */
    public String title() {
        return later.isZero() ? name : name + " +" + later.toSeconds() + "s";
    }

    /** Carries it out; the answers by the ids that the verdicts are recorded under. */
    public Map<String, Answer> carryOut(Protocol protocol, Invocation invocation) {
        Map<String, Answer> answers = new HashMap<>();
        if (commands.size() == 1) {
            answers.put(commands.getFirst().idOfVerdict(),
                    protocol.execute(commands.getFirst(), invocation));
        } else {
            Map<BookingId, Answer> each = protocol
                    .executeTogether(commands.stream().map(Book.class::cast).toList(), invocation);
            each.forEach((booking, answer) -> answers.put(booking.value(), answer));
        }
        return answers;
    }
}
