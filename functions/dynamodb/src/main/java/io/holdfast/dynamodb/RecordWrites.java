package io.holdfast.dynamodb;

import static io.holdfast.dynamodb.item.Values.number;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.RecordWrite.AddFailure;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.RecordWrite.PutDefinition;
import io.holdfast.domain.ledger.RecordWrite.RaiseVersion;
import io.holdfast.dynamodb.item.Attribute;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.DefinitionItem;
import io.holdfast.dynamodb.item.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The conditional writes to the records of commands. */
final class RecordWrites {
    /** The attributes that every command on a booking may change; nonces of lines never do. */
    private static final List<String> CHANGEABLE = List.of(Attribute.STATE, Attribute.REMAINING,
            Attribute.CONFIRMED_AT, Attribute.RELEASED_AT);
    private static final String NEXT_VERSION = "#version = #version + :one";

    private RecordWrites() {}

    static Write write(String table, RecordWrite write) {
        return switch (write) {
            case PutBooking(Booking booking) -> new PutIfAbsent(table, BookingItem.write(booking));
            case PutDefinition(var definition) ->
                new PutIfAbsent(table, DefinitionItem.write(definition));
            case AddTransition transition -> addTransition(table, transition);
            case AddFailure failure -> addFailure(table, failure);
            case RaiseVersion raise -> raiseVersion(table, raise);
        };
    }

    private static Update addTransition(String table, AddTransition write) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        Admission after = write.after().admission().orElseThrow();
        BookingItem.write(after, attributes);
        Update update = entry(new Update(table, Table.key(write.id())), write.command(),
                BookingItem.writeTransition(write.transition(), after.lines()))
                .require(Conditions.BOOKING_SEEN, ":seen", number(write.seenVersion()));
        CHANGEABLE.forEach(name -> set(update, name, attributes));
        switch (write.transition().verb()) {
            case EXTEND -> set(update, Attribute.SLOT, attributes);
            case AMEND -> set(update, Attribute.LINES, attributes);
            case CONFIRM, RELEASE, UNKNOWN -> {
            }
        }
        return update;
    }

    private static void set(Update update, String name, Map<String, AttributeValue> attributes) {
        AttributeValue value = attributes.get(name);
        if (value != null) {
            update.set("#" + name + " = :" + name, ":" + name, value);
        }
    }

    /** Also refused if the booking does not exist: a map that does not exist has no size. */
    private static Update addFailure(String table, AddFailure write) {
        FollowUp command = write.command();
        Update update = entry(new Update(table, Table.key(write.id())), command.id(),
                BookingItem.writeTransition(write.failed(), List.of()))
                .require(Conditions.COMMANDS_LEFT, ":most", number(write.most()));
        write.seen().ifPresent(version -> update.require(Conditions.BOOKING_SEEN, ":seen",
                number(version)));
        command.milestone().ifPresent(milestone -> update.require(switch (milestone) {
            case CONFIRMED -> Conditions.NOT_CONFIRMED;
            case RELEASED -> Conditions.NOT_RELEASED;
        }));
        return update;
    }

    private static Update raiseVersion(String table, RaiseVersion write) {
        return new Update(table, Table.key(write.booking()))
                .require(Conditions.BOOKING_SEEN, ":seen", number(write.seen()))
                .set(NEXT_VERSION, ":one", number(1));
    }

    /** @param entry the transition as the item keeps it */
    private static Update entry(Update update, CommandId id, AttributeValue entry) {
        return update.name("#command", id.value())
                .require(Conditions.COMMAND_ABSENT)
                .set("#commands.#command = :entry", ":entry", entry)
                .set(NEXT_VERSION, ":one", number(1));
    }
}
