package io.holdfast.domain;

/** The caller's name for a resource: 1 to 128 characters of {@code A-Z a-z 0-9 . _ : ~ -}. */
public record ResourceId(String value) implements Id, Comparable<ResourceId> {
    public ResourceId {
        InvalidInput.requireId("resourceId", value);
    }

    /**
     * The resource that a caller names.
     *
     * @throws InvalidInput also for an id that no URL can address
     */
    public static ResourceId addressed(String value) {
        InvalidInput.requireAddressable("resourceId", value);
        return new ResourceId(value);
    }

    @Override
    public int compareTo(ResourceId other) {
        return value.compareTo(other.value);
    }
}
