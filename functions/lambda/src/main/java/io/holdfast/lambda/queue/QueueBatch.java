package io.holdfast.lambda.queue;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.lambda.invocation.Delivery;
import io.holdfast.lambda.invocation.Execution;
import io.holdfast.lambda.invocation.Log;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.json.CommandJson;
import io.holdfast.lambda.json.JsonFields;
import io.holdfast.lambda.queue.Gathering.Waiting;
import io.holdfast.lambda.queue.QueueEvent.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the commands of one batch of a queue. Bookings of one resource are gathered and share one
 * write; a command that must not overtake them has them written first. A message is acknowledged
 * once its command has a verdict, whichever it is. An open message stops its message group. A
 * message whose command can never get a verdict is moved aside, and the messages behind it are run.
 */
public final class QueueBatch {
    private final Wiring wiring;
    private final Context context;
    private final Gathering gathering = new Gathering();
    private final Settlement settlement = new Settlement();

    public QueueBatch(Wiring wiring, Context context) {
        this.wiring = wiring;
        this.context = context;
    }

    /** Returns the ids of the messages to redeliver, in the order of the batch. */
    public List<String> run(List<Message> messages, CommandQueue queue) {
        messages.forEach(this::take);
        gathering.takeAll().forEach(this::book);
        return new Redelivery(queue, context).of(messages, settlement.decided(),
                settlement.rejected());
    }

    private void take(Message message) {
        Command command;
        try {
            command = read(message);
        } catch (InvalidInput e) {
            settlement.reject(message, e);
            return;
        }
        if (command instanceof Book book && book.mayShareAWrite()) {
            Waiting booking = new Waiting(message, book);
            gathering.takeBefore(booking).forEach(this::book);
            gathering.add(booking);
        } else {
            gathering.takeBefore(message, command).forEach(this::book);
            execute(message, command);
        }
    }

    private static Command read(Message message) {
        byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
        if (body.length > Limits.BODY_BYTES) {
            throw new InvalidInput("body", "must be at most " + Limits.BODY_BYTES + " bytes");
        }
        return CommandJson.command(JsonFields.ofBody(ByteBuffer.wrap(body)),
                new CommandId(message.id()));
    }

    private void book(List<Waiting> gathered) {
        List<Waiting> group = new ArrayList<>(gathered);
        group.removeIf(each -> settlement.isStopped(each.message().group()));
        if (group.isEmpty()) {
            return;
        }
        if (!wiring.coversCommand(context)) {
            group.forEach(each -> settlement.leaveOpen(each.message()));
            return;
        }
        try {
            bookTogether(group);
        } catch (RuntimeException e) {
            // An item that cannot be read, or a bug: alone, each booking fails by itself.
            Log.error(context, Delivery.messages(
                    group.stream().map(each -> each.message().id()).toList()), e);
            group.forEach(each -> execute(each.message(), each.command()));
        }
    }

    private void bookTogether(List<Waiting> group) {
        LinkedHashMap<Book, Delivery> deliveries = new LinkedHashMap<>();
        group.forEach(each -> deliveries.put(each.command(),
                Delivery.message(each.message().id())));
        Map<BookingId, Execution> executions = Execution.together(deliveries, wiring, context);
        group.forEach(each -> Optional.ofNullable(executions.get(each.command().booking()))
                .ifPresentOrElse(execution -> settlement.settle(each.message(), execution),
                        () -> settlement.leaveOpen(each.message())));
    }

    private void execute(Message message, Command command) {
        if (settlement.isStopped(message.group()) || !wiring.coversCommand(context)) {
            settlement.leaveOpen(message);
            return;
        }
        try {
            settlement.settle(message, Execution.of(command, wiring, context,
                    Delivery.message(message.id())));
        } catch (InvalidInput e) {
            settlement.reject(message, e);
        } catch (RuntimeException e) {
            // A bug, a missing permission, an expired credential: not the message's fault.
            Log.error(context, Delivery.message(message.id()), e);
            settlement.leaveOpen(message);
        }
    }

    /** The commands that were run, and their answers, by the message of each. */
    public Map<Message, Execution> executions() {
        return Map.copyOf(settlement.executions());
    }
}
