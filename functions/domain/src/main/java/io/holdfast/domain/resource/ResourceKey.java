package io.holdfast.domain.resource;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;

/**
 * One counter of a resource. A resource has from 1 to 64 stripes in the table's layout; this
 * version books on stripe 0 only.
 */
public record ResourceKey(ResourceId id, int stripe) {
    private static final int MOST_STRIPES_OF_THE_LAYOUT = 64;

    public ResourceKey {
        InvalidInput.requireRange("stripe", stripe, 0, MOST_STRIPES_OF_THE_LAYOUT - 1);
    }

    /** The only counter of an unstriped resource. */
    public static ResourceKey of(ResourceId id) {
        return new ResourceKey(id, 0);
    }
}
