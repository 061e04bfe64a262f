package io.holdfast.domain.ledger;

import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.ResourceKey;
import java.util.OptionalLong;

/**
 * The one write that admits a definition: the command put if absent, and the resource created, or
 * changed by a delta so that bookings commute with it (V10). A definition that changes nothing
 * writes its command only.
 *
 * @param definition as it will stand
 * @param seenDefinitionVersion the version that was changed; empty when the resource is new
 * @param capacityDelta units added to capacity and to available, negative for a cut
 * @param allowDrain whether {@code available} may become negative
 * @param collected expired slots that a cut needs
 */
public record DefinitionCommit(Definition definition, Definition.Defined defined,
        OptionalLong seenDefinitionVersion, long capacityDelta, boolean allowDrain,
        ExpiredSlots collected) {

    /** Whether the resource is created or changed; otherwise its versions stay as they are. */
    public boolean writesResource() {
        return seenDefinitionVersion.isEmpty()
                || seenDefinitionVersion.getAsLong() != defined.definitionVersion();
    }

    public ResourceKey key() {
        return ResourceKey.of(definition.resource());
    }
}
