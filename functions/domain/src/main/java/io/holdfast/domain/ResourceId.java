package io.holdfast.domain;

/** The caller's name for a resource: 1 to 128 characters of {@code A-Z a-z 0-9 . _ : ~ -}. */
public record ResourceId(String value) implements Comparable<ResourceId> {
    public ResourceId {
        InvalidInput.requireId("resourceId", value);
    }

    @Override
    public int compareTo(ResourceId other) {
        return value.compareTo(other.value);
    }
}
