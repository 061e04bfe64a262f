package io.holdfast.domain.command;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.resource.ResourceKey;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Create a resource, or change its capacity or status. What is left out stays as it is.
 *
 * @param capacity 0 to 10^12 units, the new total; required to create
 * @param status {@code OPEN} on create, unchanged on change, where it is left out
 * @param stripes 1; the table's layout has room for more
 * @param allowDrain whether capacity may be cut below what is taken; nothing is admitted then until
 *        enough was released
 * @param expectedDefinitionVersion the version that the caller insists on; 0 insists on a new
 *        resource
 */
public record DefineCommand(ResourceId resource, CommandId id, OptionalLong capacity,
        Optional<ResourceStatus> status, OptionalInt stripes, boolean allowDrain,
        OptionalLong expectedDefinitionVersion) {

    public DefineCommand {
        InvalidInput.requireAddressable("resourceId", resource.value());
        InvalidInput.requireAddressable("commandId", id.value());
        if (capacity.isPresent()) {
            InvalidInput.requireRange("capacity", capacity.getAsLong(), 0, Limits.CAPACITY);
        }
        if (stripes.isPresent()) {
            InvalidInput.requireRange("stripes", stripes.getAsInt(), 1, Limits.STRIPES);
        }
        if (expectedDefinitionVersion.isPresent()) {
            InvalidInput.requireRange("expectedDefinitionVersion",
                    expectedDefinitionVersion.getAsLong(), 0, Limits.VERSION);
        }
    }

    public ResourceKey resourceKey() {
        return ResourceKey.of(resource);
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of("define", resource.value(), capacity, status, stripes, allowDrain,
                expectedDefinitionVersion);
    }
}
