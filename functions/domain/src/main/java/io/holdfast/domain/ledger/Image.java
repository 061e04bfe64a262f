package io.holdfast.domain.ledger;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The items that one request showed. An item that is missing here was not shown; an empty one does
 * not exist. Each item is consistent in itself; two of them may be of different instants.
 */
public record Image(Map<BookingId, Optional<Booking>> bookings,
        Map<CommandId, Optional<DefinitionRecord>> definitions,
        Map<ResourceId, Optional<Resource>> resources) {
    /** Nothing was shown. */
    public static final Image NONE = new Image(Map.of(), Map.of(), Map.of());

    public Image {
        bookings = Map.copyOf(bookings);
        definitions = Map.copyOf(definitions);
        resources = Map.copyOf(resources);
    }

    public static Image of(Booking booking) {
        return new Image(Map.of(booking.id(), Optional.of(booking)), Map.of(), Map.of());
    }

    public static Image of(DefinitionRecord definition) {
        return new Image(Map.of(), Map.of(definition.id(), Optional.of(definition)), Map.of());
    }

    public static Image of(Resource resource) {
        return new Image(Map.of(), Map.of(), Map.of(resource.id(), Optional.of(resource)));
    }

    /** The booking, if one was shown. */
    public Optional<Booking> booking(BookingId id) {
        return bookings.getOrDefault(id, Optional.empty());
    }

    /** The record of a define command, if one was shown. */
    public Optional<DefinitionRecord> definition(CommandId id) {
        return definitions.getOrDefault(id, Optional.empty());
    }

    /** The resource, if one was shown. */
    public Optional<Resource> resource(ResourceId id) {
        return resources.getOrDefault(id, Optional.empty());
    }

    /** Whether it shows all of these items, or that they do not exist. */
    public boolean showsAll(Set<Id> ids) {
        return ids.stream().allMatch(id -> switch (id) {
            case BookingId booking -> bookings.containsKey(booking);
            case CommandId command -> definitions.containsKey(command);
            case ResourceId resource -> resources.containsKey(resource);
        });
    }

    /** Whether it shows the resource, or that the resource does not exist. */
    public boolean shows(ResourceId id) {
        return resources.containsKey(id);
    }

    /** This image with the items of a later one, which replace those of this one. */
    public Image updatedBy(Image later) {
        return new Image(union(bookings, later.bookings),
                union(definitions, later.definitions), union(resources, later.resources));
    }

    private static <K, V> Map<K, V> union(Map<K, V> earlier, Map<K, V> later) {
        Map<K, V> all = new HashMap<>(earlier);
        all.putAll(later);
        return all;
    }
}
