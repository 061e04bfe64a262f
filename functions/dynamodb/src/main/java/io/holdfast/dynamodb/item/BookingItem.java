package io.holdfast.dynamodb.item;

import static io.holdfast.dynamodb.item.Values.number;
import static io.holdfast.dynamodb.item.Values.text;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A booking as an item and back. */
public final class BookingItem {
    private static final int PREFIX = "booking#".length();
    /** The place of a nonce whose line the command does not move. */
    private static final String NOT_MOVED = "";

    private BookingItem() {}

    public static Map<String, AttributeValue> write(Booking booking) {
        Map<String, AttributeValue> item = new HashMap<>(Table.key(booking.id()));
        item.put(Attribute.VERSION, number(booking.version()));
        Fingerprint fingerprint = booking.fingerprint();
        if (fingerprint != null) {
            item.put(Attribute.FINGERPRINT, text(fingerprint.hex()));
        }
        VerdictItem.write(booking.verdict(), item);
        booking.admission().ifPresent(admission -> write(admission, item));
        // Seeded empty: an update of a path into a map that does not exist is an error.
        item.put(Attribute.COMMANDS, AttributeValue.fromM(writeTransitions(booking)));
        booking.reference()
                .ifPresent(reference -> item.put(Attribute.REFERENCE, text(reference)));
        return item;
    }

    /**
     * Reads an item.
     *
     * @throws CorruptItem if it is not a booking
     */
    public static Booking read(Map<String, AttributeValue> attributes) {
        try {
            Fields item = new Fields(attributes);
            Optional<Admission> admission = item.has(Attribute.STATE)
                    ? Optional.of(readAdmission(item))
                    : Optional.empty();
            return new Booking(new BookingId(item.text(Attribute.PK).substring(PREFIX)),
                    item.number(Attribute.VERSION),
                    item.optionalText(Attribute.FINGERPRINT).map(Fingerprint::new).orElse(null),
                    VerdictItem.read(item), admission,
                    readTransitions(item.map(Attribute.COMMANDS), resources(admission)),
                    item.optionalText(Attribute.REFERENCE));
        } catch (RuntimeException e) {
            throw new CorruptItem(attributes, "not a booking: " + e.getMessage(), e);
        }
    }

    /** Writes the attributes that an update may change. */
    public static void write(Admission admission, Map<String, AttributeValue> item) {
        item.put(Attribute.STATE, text(admission.state()));
        item.put(Attribute.LINES, AttributeValue
                .fromL(admission.lines().stream().map(BookingItem::writeLine).toList()));
        item.put(Attribute.REMAINING, AttributeValue.fromL(admission.lines().stream()
                .map(Line::remaining).map(Values::number).toList()));
        admission.slot().ifPresent(slot -> item.put(Attribute.SLOT, number(slot)));
        admission.confirmedAt().ifPresent(at -> item.put(Attribute.CONFIRMED_AT, time(at)));
        admission.releasedAt().ifPresent(at -> item.put(Attribute.RELEASED_AT, time(at)));
    }

    /**
     * Writes the entry of a command on a booking.
     *
     * @param lines of the booking, whose order that of the nonces follows
     */
    public static AttributeValue writeTransition(Transition transition, List<Line> lines) {
        Map<String, AttributeValue> map = new HashMap<>();
        map.put(Attribute.VERB, text(transition.verb()));
        map.put(Attribute.FINGERPRINT, text(transition.fingerprint().hex()));
        VerdictItem.write(transition.verdict(), map);
        if (!transition.nonces().isEmpty()) {
            map.put(Attribute.NONCES, AttributeValue.fromL(lines.stream()
                    .map(line -> transition.nonces().get(line.resource()))
                    .map(nonce -> text(nonce == null ? NOT_MOVED : nonce.text())).toList()));
        }
        return AttributeValue.fromM(map);
    }

    private static Admission readAdmission(Fields item) {
        BookingState state = item.constant(Attribute.STATE, BookingState.UNKNOWN);
        OptionalLong slot = item.has(Attribute.SLOT)
                ? OptionalLong.of(item.slot(Attribute.SLOT))
                : OptionalLong.empty();
        if (state == BookingState.HELD && slot.isEmpty()) {
            throw new IllegalArgumentException("a hold has no slot");
        }
        if (state == BookingState.CONFIRMED && !item.has(Attribute.CONFIRMED_AT)) {
            throw new IllegalArgumentException("a confirmed booking has no time of confirmation");
        }
        return new Admission(state, readLines(item), slot,
                item.optionalTime(Attribute.CONFIRMED_AT),
                item.optionalTime(Attribute.RELEASED_AT));
    }

    // A list of its own, so that an update writes it and no resource ids; a later release may keep
    // the remaining units inside each line.
    private static List<Line> readLines(Fields item) {
        List<Fields> maps = item.maps(Attribute.LINES);
        List<Long> remaining = item.has(Attribute.REMAINING)
                ? item.numbers(Attribute.REMAINING)
                : maps.stream().map(map -> map.number(Attribute.REMAINING)).toList();
        if (remaining.size() != maps.size()) {
            throw new IllegalArgumentException("remaining must have one entry for each line");
        }
        List<Line> lines = new ArrayList<>();
        for (Fields map : maps) {
            lines.add(new Line(new ResourceId(map.text(Attribute.RESOURCE)),
                    map.number(Attribute.UNITS), remaining.get(lines.size()),
                    new Nonce(map.text(Attribute.NONCE))));
        }
        return lines;
    }

    private static AttributeValue writeLine(Line line) {
        return AttributeValue.fromM(Map.of(
                Attribute.RESOURCE, text(line.resource().value()),
                Attribute.UNITS, number(line.units()),
                Attribute.NONCE, text(line.nonce().text())));
    }

    private static List<ResourceId> resources(Optional<Admission> admission) {
        return lines(admission).stream().map(Line::resource).toList();
    }

    private static List<Line> lines(Optional<Admission> admission) {
        return admission.map(Admission::lines).orElse(List.of());
    }

    private static Map<String, AttributeValue> writeTransitions(Booking booking) {
        List<Line> lines = lines(booking.admission());
        Map<String, AttributeValue> map = new HashMap<>();
        booking.transitions().forEach(
                (id, transition) -> map.put(id.value(), writeTransition(transition, lines)));
        return map;
    }

    private static Map<CommandId, Transition> readTransitions(Fields map,
            List<ResourceId> resources) {
        Map<CommandId, Transition> transitions = new HashMap<>();
        for (String id : map.attributes().keySet()) {
            Fields entry = map.map(id);
            transitions.put(new CommandId(id), new Transition(
                    entry.constant(Attribute.VERB, Verb.UNKNOWN),
                    new Fingerprint(entry.text(Attribute.FINGERPRINT)),
                    VerdictItem.read(entry),
                    entry.has(Attribute.NONCES)
                            ? readNonces(entry.texts(Attribute.NONCES), resources)
                            : Map.of()));
        }
        return transitions;
    }

    private static Map<ResourceId, Nonce> readNonces(List<String> texts,
            List<ResourceId> resources) {
        // An amendment since may have appended lines, which this command knew nothing of.
        if (texts.isEmpty() || texts.size() > resources.size()) {
            throw new IllegalArgumentException("nonces must have an entry for each line");
        }
        Map<ResourceId, Nonce> nonces = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!texts.get(i).equals(NOT_MOVED)) {
                nonces.put(resources.get(i), new Nonce(texts.get(i)));
            }
        }
        return nonces;
    }

    private static AttributeValue time(Instant at) {
        return number(at.toEpochMilli());
    }
}
