package io.holdfast.dynamodb;

import static io.holdfast.dynamodb.Values.number;
import static io.holdfast.dynamodb.Values.text;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Booking.Life;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.resource.ResourceKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A booking as an item and back. */
final class BookingItem {
    private static final int PREFIX = "booking#".length();

    private BookingItem() {}

    static Map<String, AttributeValue> write(Booking booking) {
        Map<String, AttributeValue> item = new HashMap<>(Table.key(booking.id()));
        item.put(Attribute.VERSION, number(booking.version()));
        Fingerprint fingerprint = booking.fingerprint();
        if (fingerprint != null) {
            item.put(Attribute.FINGERPRINT, text(fingerprint.hex()));
        }
        VerdictItem.write(booking.verdict(), item);
        booking.life().ifPresent(life -> write(life, item));
        // Seeded empty: an update of a path into a map that is not there is an error.
        item.put(Attribute.COMMANDS, AttributeValue.fromM(changes(booking.commands())));
        booking.reference()
                .ifPresent(reference -> item.put(Attribute.REFERENCE, text(reference)));
        return item;
    }

    static Booking read(Map<String, AttributeValue> attributes) {
        try {
            Fields item = new Fields(attributes);
            return new Booking(new BookingId(item.text(Attribute.PK).substring(PREFIX)),
                    item.number(Attribute.VERSION),
                    item.optionalText(Attribute.FINGERPRINT).map(Fingerprint::new).orElse(null),
                    VerdictItem.read(item),
                    item.has(Attribute.STATE) ? Optional.of(life(item)) : Optional.empty(),
                    changes(item.map(Attribute.COMMANDS)),
                    item.optionalText(Attribute.REFERENCE));
        } catch (RuntimeException e) {
            throw new CorruptItem(attributes, "not a booking: " + e.getMessage(), e);
        }
    }

    /** What an update sets of a booking that has changed. */
    static void write(Life life, Map<String, AttributeValue> item) {
        item.put(Attribute.STATE, text(life.state()));
        item.put(Attribute.LINES,
                AttributeValue.fromL(life.lines().stream().map(BookingItem::line).toList()));
        item.put(Attribute.REMAINING,
                AttributeValue.fromL(life.remaining().stream().map(Values::number).toList()));
        life.slot().ifPresent(slot -> item.put(Attribute.SLOT, number(slot)));
        life.confirmedAt().ifPresent(at -> item.put(Attribute.CONFIRMED_AT, time(at)));
        life.releasedAt().ifPresent(at -> item.put(Attribute.RELEASED_AT, time(at)));
    }

    static AttributeValue change(Transition change) {
        Map<String, AttributeValue> map = new HashMap<>();
        map.put(Attribute.VERB, text(change.verb()));
        map.put(Attribute.FINGERPRINT, text(change.fingerprint().hex()));
        VerdictItem.write(change.verdict(), map);
        return AttributeValue.fromM(map);
    }

    private static Life life(Fields item) {
        BookingState state = item.constant(Attribute.STATE, BookingState.UNKNOWN);
        OptionalLong slot = item.has(Attribute.SLOT)
                ? OptionalLong.of(item.slot(Attribute.SLOT))
                : OptionalLong.empty();
        if (state == BookingState.HELD && slot.isEmpty()) {
            throw new IllegalArgumentException("a hold has no slot");
        }
        List<Fields> lines = item.maps(Attribute.LINES);
        return new Life(state, lines.stream().map(BookingItem::line).toList(),
                remaining(item, lines), slot, item.optionalTime(Attribute.CONFIRMED_AT),
                item.optionalTime(Attribute.RELEASED_AT));
    }

    // A later release may keep what remains inside each line.
    private static List<Long> remaining(Fields item, List<Fields> lines) {
        return item.has(Attribute.REMAINING)
                ? item.numbers(Attribute.REMAINING)
                : lines.stream().map(line -> line.number(Attribute.REMAINING)).toList();
    }

    private static Map<String, AttributeValue> changes(Map<CommandId, Transition> commands) {
        Map<String, AttributeValue> map = new HashMap<>();
        commands.forEach((id, change) -> map.put(id.value(), change(change)));
        return map;
    }

    private static Map<CommandId, Transition> changes(Fields map) {
        Map<CommandId, Transition> commands = new HashMap<>();
        for (String id : map.attributes().keySet()) {
            Fields change = map.map(id);
            commands.put(new CommandId(id), new Transition(
                    change.constant(Attribute.VERB, Verb.UNKNOWN),
                    new Fingerprint(change.text(Attribute.FINGERPRINT)), VerdictItem.read(change)));
        }
        return commands;
    }

    private static AttributeValue time(Instant at) {
        return number(at.toEpochMilli());
    }

    private static AttributeValue line(Line line) {
        return AttributeValue.fromM(Map.of(
                Attribute.RESOURCE, text(line.key().id().value()),
                Attribute.STRIPE, number(line.key().stripe()),
                Attribute.UNITS, number(line.units())));
    }

    private static Line line(Fields map) {
        int stripe = map.has(Attribute.STRIPE) ? map.smallNumber(Attribute.STRIPE) : 0;
        return new Line(new ResourceKey(new ResourceId(map.text(Attribute.RESOURCE)), stripe),
                map.number(Attribute.UNITS));
    }
}
