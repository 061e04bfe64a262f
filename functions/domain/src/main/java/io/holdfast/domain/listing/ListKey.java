package io.holdfast.domain.listing;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.References;

/** What a list is of: the bookings of a resource, or those that have a reference. */
public sealed interface ListKey {
    /** The bookings that have a recorded line of the resource. */
    record OfResource(ResourceId resource) implements ListKey {}

    /**
     * The bookings whose caller gave them the reference.
     *
     * @param reference compared as it is, case and blanks included; at most 256 code points
     */
    record OfReference(String reference) implements ListKey {
        public OfReference {
            References.require(reference);
        }
    }
}
