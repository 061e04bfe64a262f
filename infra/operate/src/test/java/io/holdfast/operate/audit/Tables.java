package io.holdfast.operate.audit;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.decision.Fates;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.Settlement;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.DefinitionItem;
import io.holdfast.dynamodb.item.ResourceItem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of a table and its listing, and what they mean. */
record Tables(List<Map<String, AttributeValue>> items, List<Map<String, AttributeValue>> entries,
        Instant now, Map<BookingId, Booking> bookings,
        Map<CommandId, DefinitionRecord> definitions) {
    static Tables of(RealTable table) {
        Map<BookingId, Booking> bookings = new HashMap<>();
        Map<CommandId, DefinitionRecord> definitions = new HashMap<>();
        for (Map<String, AttributeValue> item : table.items()) {
            switch (Keys.kind(item)) {
                case BOOKING -> {
                    Booking booking = BookingItem.read(item);
                    bookings.put(booking.id(), booking);
                }
                case DEFINITION -> {
                    DefinitionRecord record = DefinitionItem.read(item);
                    definitions.put(record.id(), record);
                }
                default -> {
                }
            }
        }
        return new Tables(table.items(), table.entries(), table.now(), bookings, definitions);
    }

    AuditResult audit() {
        return Audits.of(items, Optional.of(entries), now);
    }

    Tables with(List<Map<String, AttributeValue>> other,
            List<Map<String, AttributeValue>> listing) {
        return new Tables(other, listing, now, bookings, definitions);
    }

    private Fate fate(Intent intent, Resource resource) {
        Image image = switch (intent) {
            case Intent.OfBooking booking -> Optional.ofNullable(bookings.get(booking.booking()))
                    .map(Image::of).orElse(Image.NONE);
            case Intent.OfDefinition definition -> Optional
                    .ofNullable(definitions.get(definition.command())).map(Image::of)
                    .orElse(Image.NONE);
        };
        return Fates.of(intent, resource.id(), image) == Fate.KEPT ? Fate.KEPT : Fate.VOID;
    }

    boolean isKept(Map<String, AttributeValue> resource, String booking) {
        Resource image = ResourceItem.read(resource);
        return fate(Objects.requireNonNull(image.intents().get(new BookingId(booking))),
                image) == Fate.KEPT;
    }

    /** Whether taking the intent off moves units. */
    boolean moves(Map<String, AttributeValue> resource, String booking) {
        Resource image = ResourceItem.read(resource);
        Intent intent = Objects.requireNonNull(image.intents().get(new BookingId(booking)));
        return Settlement.of(intent, fate(intent, image), image).movement().isPresent();
    }

    /** Whether its two fates differ in the units that they leave. */
    boolean matters(Map<String, AttributeValue> resource, String booking) {
        Resource image = ResourceItem.read(resource);
        Intent intent = Objects.requireNonNull(image.intents().get(new BookingId(booking)));
        return Settlement.of(intent, Fate.KEPT, image).movement().isPresent()
                || Settlement.of(intent, Fate.VOID, image).movement().isPresent();
    }

    /** The resources, as items. */
    Stream<Map<String, AttributeValue>> resources() {
        return items.stream().filter(item -> Keys.kind(item) == Keys.Kind.RESOURCE);
    }
}
