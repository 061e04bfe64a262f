package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.BookCommand;
import io.holdfast.domain.BookGroup;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Invocation;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.lambda.QueueEvent.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one batch of a queue. Bookings of one resource are gathered and share one write; a
 * command that must not overtake them has them written first. A message is done when its command has
 * a verdict, and whatever its verdict. One that is still open stops its message group. One that has
 * no verdict by its own fault goes back alone: if it took along what is behind it in its group, good
 * messages would end in the dead-letter queue with it.
 */
final class QueueBatch {
    private enum Result {
        /** There is a verdict. */
        DONE,
        /** No verdict, and nothing that is behind it has to do with that: no command, say. */
        ITS_OWN_FAULT,
        /** Undecided, or not begun: the next delivery decides. */
        OPEN
    }

    /** A booking that waits for others of its resource. */
    private record Waiting(Message message, BookCommand command) {}

    /** Is told of every command that was carried out, and how many shared its requests. */
    @FunctionalInterface
    interface Observer {
        void executed(Message message, Executed executed, Instant now, Meter meter, int together);
    }

    private final Wiring wiring;
    private final Context context;
    private final Observer observer;
    private final Map<Message, Result> results = new HashMap<>();
    private final Set<String> stoppedGroups = new HashSet<>();
    private final Map<ResourceId, List<Waiting>> waiting = new LinkedHashMap<>();

    QueueBatch(Wiring wiring, Context context, Observer observer) {
        this.wiring = wiring;
        this.context = context;
        this.observer = observer;
    }

    /** Returns the ids of the messages that go back, in the order of the batch. */
    List<String> run(List<Message> messages) {
        messages.forEach(this::take);
        bookWaiting(List.copyOf(waiting.keySet()));
        List<String> back = new ArrayList<>();
        Set<String> stopped = new HashSet<>();
        for (Message message : messages) {
            Result result = results.getOrDefault(message, Result.OPEN);
            if (result == Result.OPEN) {
                stopped.add(message.group());
            }
            // A verdict behind one that is open stands; the next delivery replays it, in its place.
            if (result == Result.ITS_OWN_FAULT || stopped.contains(message.group())) {
                back.add(message.id());
            }
        }
        return back;
    }

    private void take(Message message) {
        Command.OfBooking command;
        try {
            command = read(message);
        } catch (InvalidInput e) {
            Log.unreadable(context, message.id(), e);
            settle(message, Result.ITS_OWN_FAULT);
            return;
        }
        if (command instanceof Command.Book(BookCommand book) && BookGroup.mayJoin(book)) {
            join(new Waiting(message, book));
        } else {
            goBehind(message, command);
            execute(message, command);
        }
    }

    private static Command.OfBooking read(Message message) {
        byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
        if (body.length > Limits.BODY_BYTES) {
            throw new InvalidInput("body", "must be at most " + Limits.BODY_BYTES + " bytes");
        }
        return Bodies.command(JsonFields.ofBody(ByteBuffer.wrap(body)),
                new CommandId(message.id()));
    }

    private void join(Waiting booking) {
        ResourceId resource = booking.command().lines().getFirst().resource();
        // One transaction cannot put one item twice; and of one id the first that came decides.
        bookWaiting(resourcesWith(each -> each.command().id().equals(booking.command().id())));
        if (waiting.getOrDefault(resource, List.of()).size() == Limits.GROUP) {
            bookWaiting(List.of(resource));
        }
        waiting.computeIfAbsent(resource, id -> new ArrayList<>()).add(booking);
    }

    /** A command does not overtake what came before it in its message group, or for its booking. */
    private void goBehind(Message message, Command.OfBooking command) {
        bookWaiting(resourcesWith(each -> each.message().group().equals(message.group())
                || each.command().id().equals(command.booking())));
    }

    private List<ResourceId> resourcesWith(Predicate<Waiting> any) {
        return waiting.entrySet().stream()
                .filter(group -> group.getValue().stream().anyMatch(any))
                .map(Map.Entry::getKey).toList();
    }

    private void bookWaiting(Collection<ResourceId> resources) {
        for (ResourceId resource : resources) {
            List<Waiting> group = new ArrayList<>(waiting.remove(resource));
            group.removeIf(each -> stoppedGroups.contains(each.message().group()));
            if (!group.isEmpty() && enoughTime()) {
                book(group);
            } else {
                group.forEach(each -> settle(each.message(), Result.OPEN));
            }
        }
    }

    private void book(List<Waiting> group) {
        try {
            Invocation invocation = invocation();
            Meter meter = new Meter(wiring.ledger());
            Map<BookingId, Executed> executed = new Commands(meter)
                    .book(group.stream().map(Waiting::command).toList(), invocation);
            group.forEach(each -> settle(each.message(), executed.get(each.command().id()),
                    invocation.now(), meter, group.size()));
        } catch (RuntimeException e) {
            // One item that cannot be read, or a bug: whom it is about comes out when each goes alone.
            Log.error(context, e);
            group.forEach(each -> execute(each.message(), new Command.Book(each.command())));
        }
    }

    private void execute(Message message, Command command) {
        if (stoppedGroups.contains(message.group()) || !enoughTime()) {
            settle(message, Result.OPEN);
            return;
        }
        try {
            Invocation invocation = invocation();
            Meter meter = new Meter(wiring.ledger());
            Executed executed = new Commands(meter).execute(command, invocation);
            settle(message, executed, invocation.now(), meter, 1);
        } catch (InvalidInput e) {
            Log.unreadable(context, message.id(), e);
            settle(message, Result.ITS_OWN_FAULT);
        } catch (RuntimeException e) {
            Log.error(context, e);
            settle(message, Result.ITS_OWN_FAULT);
        }
    }

    /** @param executed null where there was no time to begin it */
    private void settle(Message message, @Nullable Executed executed, Instant now, Meter meter,
            int together) {
        if (executed == null) {
            settle(message, Result.OPEN);
            return;
        }
        observer.executed(message, executed, now, meter, together);
        if (executed.undecided()) {
            settle(message, Result.OPEN);
        } else {
            settle(message,
                    executed.verdict().isPresent() ? Result.DONE : Result.ITS_OWN_FAULT);
        }
    }

    private void settle(Message message, Result result) {
        results.put(message, result);
        if (result == Result.OPEN) {
            stoppedGroups.add(message.group());
        }
    }

    private Invocation invocation() {
        return wiring.invocation(context);
    }

    private boolean enoughTime() {
        return invocation().pacer().coversCommand();
    }
}
