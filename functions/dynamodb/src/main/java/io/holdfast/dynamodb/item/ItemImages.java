package io.holdfast.dynamodb.item;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items that a request showed, as one image. */
public final class ItemImages {
    private final Map<BookingId, Optional<Booking>> bookings = new HashMap<>();
    private final Map<CommandId, Optional<DefinitionRecord>> definitions = new HashMap<>();
    private final Map<ResourceId, Optional<Resource>> resources = new HashMap<>();

    /**
     * Adds an item.
     *
     * @param item empty if the request showed that it does not exist
     */
    public ItemImages add(Id id, Optional<Map<String, AttributeValue>> item) {
        switch (id) {
            case BookingId booking -> bookings.put(booking, item.map(BookingItem::read));
            case CommandId command -> definitions.put(command, item.map(DefinitionItem::read));
            case ResourceId resource -> resources.put(resource, item.map(ResourceItem::read));
        }
        return this;
    }

    public Image image() {
        return new Image(bookings, definitions, resources);
    }
}
