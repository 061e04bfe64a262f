package io.holdfast.dynamodb.item;

import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.event.ItemChange;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The images of a stream record as an item change. */
public final class StreamImages {
    private StreamImages() {}

    /**
     * Reads both images of one write.
     *
     * @param before empty if the item is new
     * @param after empty if it was deleted
     * @param at the time of the write, by the store's clock
     * @throws CorruptItem if an image of a booking or a resource cannot be read
     */
    public static ItemChange change(Map<String, AttributeValue> before,
            Map<String, AttributeValue> after, Instant at) {
        if (after.isEmpty()) {
            return new ItemChange.OfOther();
        }
        return switch (kind(after)) {
            case "booking" -> {
                Optional<Booking> seen = before.isEmpty()
                        ? Optional.empty()
                        : Optional.of(BookingItem.read(before));
                yield new ItemChange.OfBooking(seen, BookingItem.read(after));
            }
            case "resource" -> {
                Optional<Resource> seen = before.isEmpty()
                        ? Optional.empty()
                        : Optional.of(ResourceItem.read(before));
                yield new ItemChange.OfResource(seen, ResourceItem.read(after), at);
            }
            // A definition, or a kind of item of a later release: this release publishes no event
            // for it.
            default -> new ItemChange.OfOther();
        };
    }

    private static String kind(Map<String, AttributeValue> item) {
        AttributeValue kind = item.get(Attribute.SK);
        return kind == null ? "" : String.valueOf(kind.s());
    }
}
