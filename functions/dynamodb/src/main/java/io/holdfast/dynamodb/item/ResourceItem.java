package io.holdfast.dynamodb.item;

import static io.holdfast.dynamodb.item.Values.number;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A resource as an item and back. Once it exists, the item is changed by expressions only. */
public final class ResourceItem {
    private static final int PREFIX = "resource#".length();

    private ResourceItem() {}

    /**
     * Reads an item.
     *
     * @throws CorruptItem if it is not a resource
     */
    public static Resource read(Map<String, AttributeValue> attributes) {
        try {
            Fields item = new Fields(attributes);
            return new Resource(new ResourceId(item.text(Attribute.PK).substring(PREFIX)),
                    item.number(Attribute.VERSION), item.number(Attribute.DEFINITION_VERSION),
                    DefinitionAttributes.read(item), item.number(Attribute.AVAILABLE),
                    item.number(Attribute.CONFIRMED),
                    expiring(item.map(Attribute.EXPIRING)),
                    item.slot(Attribute.EXPIRED_THROUGH),
                    intents(item.map(Attribute.INTENTS)),
                    item.has(Attribute.DEFINING)
                            ? Optional.of(IntentItem.readOfDefinition(item.map(Attribute.DEFINING)))
                            : Optional.empty());
        } catch (RuntimeException e) {
            throw new CorruptItem(attributes, "not a resource: " + e.getMessage(), e);
        }
    }

    public static Map<String, AttributeValue> write(Resource resource) {
        Map<String, AttributeValue> item = new HashMap<>(Table.key(resource.id()));
        item.put(Attribute.VERSION, number(resource.version()));
        item.put(Attribute.DEFINITION_VERSION, number(resource.definitionVersion()));
        DefinitionAttributes.write(resource.definition(), item);
        item.put(Attribute.AVAILABLE, number(resource.available()));
        item.put(Attribute.CONFIRMED, number(resource.confirmed()));
        Map<String, AttributeValue> expiring = new HashMap<>();
        resource.expiring().forEach((slot, units) -> expiring.put(Long.toString(slot),
                number(units)));
        // Also if they are empty: an update of a path into a map that does not exist is an error.
        item.put(Attribute.EXPIRING, AttributeValue.fromM(expiring));
        item.put(Attribute.INTENTS, AttributeValue.fromM(intents(resource)));
        resource.defining().ifPresent(
                intent -> item.put(Attribute.DEFINING, IntentItem.write(intent)));
        item.put(Attribute.EXPIRED_THROUGH, number(resource.expiredThrough()));
        return item;
    }

    private static Map<String, AttributeValue> intents(Resource resource) {
        Map<String, AttributeValue> intents = new HashMap<>();
        resource.intents().forEach(
                (booking, intent) -> intents.put(booking.value(), IntentItem.write(intent)));
        return intents;
    }

    private static Map<BookingId, OfBooking> intents(Fields map) {
        Map<BookingId, OfBooking> intents = new HashMap<>();
        for (String id : map.attributes().keySet()) {
            BookingId booking = new BookingId(id);
            intents.put(booking, IntentItem.readOfBooking(booking, map.map(id)));
        }
        return intents;
    }

    private static SortedMap<Long, Long> expiring(Fields map) {
        SortedMap<Long, Long> expiring = new TreeMap<>();
        map.attributes().keySet()
                .forEach(slot -> expiring.put(Fields.requireRange(Attribute.EXPIRING,
                        Long.parseLong(slot), Fields.LAST_SLOT), map.number(slot)));
        return expiring;
    }
}
