package io.holdfast.lambda.queue;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.BookCommand;
import io.holdfast.domain.protocol.BookGroup;
import io.holdfast.domain.protocol.Invocation;
import io.holdfast.lambda.invocation.Command;
import io.holdfast.lambda.invocation.Commands;
import io.holdfast.lambda.invocation.Delivery;
import io.holdfast.lambda.invocation.Executed;
import io.holdfast.lambda.invocation.Log;
import io.holdfast.lambda.invocation.MeteredLedger;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.json.CommandJson;
import io.holdfast.lambda.json.JsonFields;
import io.holdfast.lambda.queue.QueueEvent.Message;
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
 * command that must not overtake them has them written first. A message is acknowledged once its
 * command has a verdict, whichever it is. One that is still open stops its message group. One that
 * can never get a verdict, by its own fault, is moved aside, and what is behind it is carried out.
 */
public final class QueueBatch {
    /** The delivery at which a command whose booking is not there is moved, some 14 seconds on. */
    static final int RECEIVES_FOR_A_BOOKING = 4;

    /** A booking that waits for others of its resource. */
    private record Waiting(Message message, BookCommand command) {}

    /** Receives every command that was carried out, and how many shared its requests. */
    @FunctionalInterface
    public interface Observer {
        void executed(Message message, Executed executed, Instant now, MeteredLedger meter,
                int together);
    }

    private final Wiring wiring;
    private final Context context;
    private final Observer observer;
    private final Set<Message> decided = new HashSet<>();
    private final Map<Message, Rejection> rejected = new HashMap<>();
    private final Set<String> stoppedGroups = new HashSet<>();
    private final Map<ResourceId, List<Waiting>> waiting = new LinkedHashMap<>();

    public QueueBatch(Wiring wiring, Context context, Observer observer) {
        this.wiring = wiring;
        this.context = context;
        this.observer = observer;
    }

    /** Returns the ids of the messages that go back, in the order of the batch. */
    public List<String> run(List<Message> messages, CommandQueue queue) {
        messages.forEach(this::take);
        bookWaiting(List.copyOf(waiting.keySet()));
        return new Redelivery(queue, context).of(messages, decided, rejected);
    }

    private void take(Message message) {
        Command.OfBooking command;
        try {
            command = read(message);
        } catch (InvalidInput e) {
            rejected.put(message, Rejection.invalid(e));
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
        return CommandJson.command(JsonFields.ofBody(ByteBuffer.wrap(body)),
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
                group.forEach(each -> leaveOpen(each.message()));
            }
        }
    }

    private void book(List<Waiting> group) {
        try {
            Invocation invocation = invocation();
            MeteredLedger meter = new MeteredLedger(wiring.ledger());
            Map<BookingId, Executed> executed = new Commands(meter)
                    .book(group.stream().map(Waiting::command).toList(), invocation);
            group.forEach(each -> settle(each.message(), executed.get(each.command().id()),
                    invocation.now(), meter, group.size()));
        } catch (RuntimeException e) {
            // One item that cannot be read, or a bug: alone, each member fails by itself.
            Log.error(context, Delivery.messages(
                    group.stream().map(each -> each.message().id()).toList()), e);
            group.forEach(each -> execute(each.message(), new Command.Book(each.command())));
        }
    }

    private void execute(Message message, Command command) {
        if (stoppedGroups.contains(message.group()) || !enoughTime()) {
            leaveOpen(message);
            return;
        }
        try {
            Invocation invocation = invocation();
            MeteredLedger meter = new MeteredLedger(wiring.ledger());
            Executed executed = new Commands(meter).execute(command, invocation);
            settle(message, executed, invocation.now(), meter, 1);
        } catch (InvalidInput e) {
            rejected.put(message, Rejection.invalid(e));
        } catch (RuntimeException e) {
            // A bug, a missing permission, an expired credential: not the message's fault.
            Log.error(context, Delivery.message(message.id()), e);
            leaveOpen(message);
        }
    }

    /** @param executed null where there was no time to begin it */
    private void settle(Message message, @Nullable Executed executed, Instant now,
            MeteredLedger meter,
            int together) {
        if (executed == null) {
            leaveOpen(message);
            return;
        }
        observer.executed(message, executed, now, meter, together);
        if (executed.verdict().isPresent()) {
            decided.add(message);
        } else {
            executed.rejection().filter(reason -> !mayStillCome(message, reason)).ifPresentOrElse(
                    reason -> rejected.put(message, new Rejection(reason)),
                    () -> leaveOpen(message));
        }
    }

    /** A booking in another message group may come after what is to be done with it. */
    private static boolean mayStillCome(Message message, String reason) {
        return reason.equals(Executed.BOOKING_NOT_FOUND)
                && message.receives() < RECEIVES_FOR_A_BOOKING;
    }

    private void leaveOpen(Message message) {
        stoppedGroups.add(message.group());
    }

    private Invocation invocation() {
        return wiring.invocation(context);
    }

    private boolean enoughTime() {
        return invocation().pacer().coversCommand();
    }
}
