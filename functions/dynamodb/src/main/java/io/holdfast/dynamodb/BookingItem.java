package io.holdfast.dynamodb;

import static io.holdfast.dynamodb.Values.number;
import static io.holdfast.dynamodb.Values.text;

import io.holdfast.domain.Booking;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.BookingState;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Line;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        booking.state().ifPresent(state -> item.put(Attribute.STATE, text(state)));
        if (!booking.lines().isEmpty()) {
            item.put(Attribute.LINES, AttributeValue.fromL(
                    booking.lines().stream().map(BookingItem::line).toList()));
        }
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
                    item.has(Attribute.STATE)
                            ? Optional.of(item.constant(Attribute.STATE, BookingState.class))
                            : Optional.empty(),
                    item.has(Attribute.LINES)
                            ? item.maps(Attribute.LINES).stream().map(BookingItem::line).toList()
                            : List.of(),
                    item.optionalText(Attribute.REFERENCE));
        } catch (RuntimeException e) {
            throw new CorruptItem(attributes, "not a booking: " + e.getMessage(), e);
        }
    }

    private static AttributeValue line(Line line) {
        return AttributeValue.fromM(Map.of(
                Attribute.RESOURCE, text(line.key().id().value()),
                Attribute.STRIPE, number(line.key().stripe()),
                Attribute.UNITS, number(line.units())));
    }

    private static Line line(Fields map) {
        return new Line(new ResourceKey(new ResourceId(map.text(Attribute.RESOURCE)),
                map.smallNumber(Attribute.STRIPE)), map.number(Attribute.UNITS));
    }
}
