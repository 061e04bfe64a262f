package io.holdfast.dynamodb.item;

import static io.holdfast.dynamodb.item.Values.number;
import static io.holdfast.dynamodb.item.Values.text;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.listing.Cursor;
import io.holdfast.domain.listing.ListKey;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.listing.ListedLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An entry of the listing as an item and back; {@link ListingTable} draws one of each kind. */
public final class ListingItem {
    private static final String BOOKING = "booking#";

    private ListingItem() {}

    public static Map<String, AttributeValue> write(ListedBooking entry) {
        Map<String, AttributeValue> item = key(entry.key(), entry.booking());
        item.put(Attribute.VERSION, number(entry.version()));
        item.put(Attribute.STATE, text(entry.state()));
        item.put(Attribute.DECIDED_AT, number(entry.decidedAt().toEpochMilli()));
        // The key of the sparse index: only holds are in it.
        entry.slot().ifPresent(slot -> item.put(Attribute.SLOT, number(slot)));
        switch (entry.key()) {
            case ListKey.OfResource resource -> {
                write(entry.lines().getFirst(), item);
                entry.reference()
                        .ifPresent(reference -> item.put(Attribute.REFERENCE, text(reference)));
            }
            case ListKey.OfReference reference ->
                item.put(Attribute.LINES, AttributeValue.fromL(
                        entry.lines().stream().map(ListingItem::writeLine).toList()));
        }
        return item;
    }

    /**
     * Reads an entry.
     *
     * @throws CorruptItem if it is none
     */
    public static ListedBooking read(ListKey key, Map<String, AttributeValue> attributes) {
        try {
            Fields item = new Fields(attributes);
            BookingState state = item.constant(Attribute.STATE, BookingState.UNKNOWN);
            return new ListedBooking(key,
                    new BookingId(item.text(Attribute.SK).substring(BOOKING.length())),
                    item.number(Attribute.VERSION), state, lines(key, item),
                    state == BookingState.HELD
                            ? OptionalLong.of(item.slot(Attribute.SLOT))
                            : OptionalLong.empty(),
                    item.time(Attribute.DECIDED_AT), switch (key) {
                        case ListKey.OfResource resource ->
                            item.optionalText(Attribute.REFERENCE);
                        case ListKey.OfReference(String reference) ->
                            Optional.of(reference);
                    });
        } catch (RuntimeException e) {
            throw new CorruptItem(attributes, "not an entry of the listing: " + e.getMessage(), e);
        }
    }

    /** The key of all entries of one list. */
    public static String partition(ListKey key) {
        return switch (key) {
            case ListKey.OfResource(ResourceId resource) -> "resource#" + resource.value();
            case ListKey.OfReference(String reference) -> "reference#" + reference;
        };
    }

    /** The key of the entry that a cursor is after, in the table or in its index. */
    public static Map<String, AttributeValue> place(ListKey key, Cursor cursor) {
        Map<String, AttributeValue> place = key(key, cursor.booking());
        cursor.slot().ifPresent(slot -> place.put(Attribute.SLOT, number(slot)));
        return place;
    }

    private static Map<String, AttributeValue> key(ListKey key, BookingId booking) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(Attribute.PK, text(partition(key)));
        item.put(Attribute.SK, text(BOOKING + booking.value()));
        return item;
    }

    private static AttributeValue writeLine(ListedLine line) {
        Map<String, AttributeValue> map = new HashMap<>();
        map.put(Attribute.RESOURCE, text(line.resource().value()));
        write(line, map);
        return AttributeValue.fromM(map);
    }

    private static void write(ListedLine line, Map<String, AttributeValue> map) {
        map.put(Attribute.UNITS, number(line.units()));
        map.put(Attribute.REMAINING, number(line.remaining()));
    }

    private static List<ListedLine> lines(ListKey key, Fields item) {
        return switch (key) {
            case ListKey.OfResource(ResourceId resource) -> List.of(line(resource, item));
            case ListKey.OfReference reference -> {
                List<ListedLine> lines = new ArrayList<>();
                for (Fields each : item.maps(Attribute.LINES)) {
                    lines.add(line(new ResourceId(each.text(Attribute.RESOURCE)), each));
                }
                yield lines;
            }
        };
    }

    private static ListedLine line(ResourceId resource, Fields item) {
        return new ListedLine(resource, item.number(Attribute.UNITS),
                item.number(Attribute.REMAINING));
    }
}
