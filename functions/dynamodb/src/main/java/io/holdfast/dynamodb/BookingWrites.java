package io.holdfast.dynamodb;

import static io.holdfast.dynamodb.Values.number;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Booking.Life;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.ChangeCommand;
import io.holdfast.domain.command.ChangeCommand.Confirm;
import io.holdfast.domain.command.ChangeCommand.Release;
import io.holdfast.domain.ledger.ChangeCommit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The guarded writes to a booking that stands already. */
final class BookingWrites {
    /** What a confirm or a release may change of a booking; its lines and slot never change. */
    private static final List<String> CHANGEABLE = List.of(Attribute.STATE, Attribute.REMAINING,
            Attribute.CONFIRMED_AT, Attribute.RELEASED_AT);

    private static final String NEXT_VERSION = "#version = #version + :one";

    private BookingWrites() {}

    static TransactWriteItem change(String table, ChangeCommit commit) {
        Transition change = Objects.requireNonNull(commit.after().commands().get(commit.id()));
        Life life = commit.after().life().orElseThrow();
        Map<String, AttributeValue> attributes = new HashMap<>();
        BookingItem.write(life, attributes);
        Update update = entry(new Update(table, Table.key(commit.after().id())), commit.id(),
                change)
                .require(Conditions.BOOKING_SEEN, ":seen", number(commit.seenVersion()));
        for (String name : CHANGEABLE) {
            AttributeValue value = attributes.get(name);
            if (value != null) {
                update.set("#" + name + " = :" + name, ":" + name, value);
            }
        }
        return update.write();
    }

    /** Also refused where there is no booking: a map that is not there has no size. */
    static UpdateItemRequest record(String table, ChangeCommand command, Transition failed,
            int most) {
        Update update = entry(new Update(table, Table.key(command.booking())), command.id(),
                failed).require(Conditions.COMMANDS_LEFT, ":most", number(most));
        switch (command) {
            case Confirm confirm -> update.require(Conditions.NOT_CONFIRMED);
            case Release release when release.isFull() -> update.require(Conditions.NOT_RELEASED);
            case Release partial -> {
                // No other release can bring about this one.
            }
        }
        return update.request();
    }

    static UpdateItemRequest raiseVersion(String table, Booking seen) {
        return new Update(table, Table.key(seen.id()))
                .require(Conditions.BOOKING_SEEN, ":seen", number(seen.version()))
                .set(NEXT_VERSION, ":one", number(1)).request();
    }

    private static Update entry(Update update, CommandId id, Transition change) {
        return update.name("#command", id.value())
                .require(Conditions.COMMAND_ABSENT)
                .set("#commands.#command = :entry", ":entry", BookingItem.change(change))
                .set(NEXT_VERSION, ":one", number(1));
    }
}
