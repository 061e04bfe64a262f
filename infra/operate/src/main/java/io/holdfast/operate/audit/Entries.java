package io.holdfast.operate.audit;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.audit.Promise;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.listing.ListKey;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.dynamodb.item.Attribute;
import io.holdfast.dynamodb.item.CorruptItem;
import io.holdfast.dynamodb.item.ListingItem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads raw items of the listing. */
final class Entries {
    private static final String RESOURCE = "resource#";
    private static final String REFERENCE = "reference#";
    private static final String BOOKING = "booking#";
    private static final Set<String> OF_RESOURCE = Set.of(Attribute.PK, Attribute.SK,
            Attribute.VERSION, Attribute.STATE, Attribute.DECIDED_AT, Attribute.SLOT,
            Attribute.UNITS, Attribute.REMAINING, Attribute.REFERENCE);
    private static final Set<String> OF_REFERENCE = Set.of(Attribute.PK, Attribute.SK,
            Attribute.VERSION, Attribute.STATE, Attribute.DECIDED_AT, Attribute.SLOT,
            Attribute.LINES);

    private Entries() {}

    /** Reads an entry; one that is none, or has more than it should, is a finding. */
    static Optional<ListedBooking> read(Map<String, AttributeValue> item, Collected findings) {
        String name = "listing: " + Keys.text(item, Attribute.PK) + " "
                + Keys.text(item, Attribute.SK);
        try {
            Optional<ListKey> key = key(Keys.text(item, Attribute.PK));
            if (key.isEmpty() || !Keys.text(item, Attribute.SK).startsWith(BOOKING)) {
                findings.add(name, Promise.OURS, "a key of no kind");
                return Optional.empty();
            }
            ListedBooking entry = ListingItem.read(key.get(), item);
            boolean extra = !(key.get() instanceof ListKey.OfResource ? OF_RESOURCE : OF_REFERENCE)
                    .containsAll(item.keySet())
                    || (item.containsKey(Attribute.SLOT) && entry.state() != BookingState.HELD);
            if (extra || entry.version() < 1) {
                findings.add(name, Promise.OURS, extra
                        ? "attributes that are not its own"
                        : "version " + entry.version());
            }
            return Optional.of(entry);
        } catch (CorruptItem | InvalidInput e) {
            findings.add(name, Promise.READABLE, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<ListKey> key(String partition) {
        if (partition.startsWith(RESOURCE)) {
            return Optional.of(new ListKey.OfResource(
                    new ResourceId(partition.substring(RESOURCE.length()))));
        }
        return partition.startsWith(REFERENCE)
                ? Optional.of(new ListKey.OfReference(partition.substring(REFERENCE.length())))
                : Optional.empty();
    }
}
