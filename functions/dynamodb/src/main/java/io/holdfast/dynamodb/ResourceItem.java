package io.holdfast.dynamodb;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceKey;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A resource item as a record. Items of resources are written by expressions only. */
final class ResourceItem {
    private ResourceItem() {}

    static Resource read(Map<String, AttributeValue> attributes) {
        try {
            Fields item = new Fields(attributes);
            return new Resource(key(item.text(Attribute.PK)),
                    item.has(Attribute.STRIPES) ? item.smallNumber(Attribute.STRIPES) : 1,
                    item.constant(Attribute.STATUS, ResourceStatus.UNKNOWN),
                    item.number(Attribute.VERSION), item.number(Attribute.DEFINITION_VERSION),
                    item.number(Attribute.CAPACITY), item.number(Attribute.AVAILABLE),
                    item.number(Attribute.CONFIRMED), expiring(item.map(Attribute.EXPIRING)),
                    item.slot(Attribute.EXPIRED_THROUGH));
        } catch (RuntimeException e) {
            throw new CorruptItem(attributes, "not a resource: " + e.getMessage(), e);
        }
    }

    // An id holds no '#'. A later release may leave out the stripe: there is one.
    private static ResourceKey key(String pk) {
        String[] parts = pk.split("#", -1);
        ResourceId id = new ResourceId(parts[1]);
        return parts.length == 2
                ? ResourceKey.of(id)
                : new ResourceKey(id, Integer.parseInt(parts[2]));
    }

    private static SortedMap<Long, Long> expiring(Fields map) {
        SortedMap<Long, Long> expiring = new TreeMap<>();
        map.attributes().keySet()
                .forEach(slot -> expiring.put(Fields.requireRange(Attribute.EXPIRING,
                        Long.parseLong(slot), Fields.LAST_SLOT), map.number(slot)));
        return expiring;
    }
}
