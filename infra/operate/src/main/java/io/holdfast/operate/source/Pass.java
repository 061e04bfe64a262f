package io.holdfast.operate.source;

/** What a pass over a source delivers. */
public enum Pass {
    /** All items whose partition key is one of a resource, and perhaps others. */
    RESOURCES,
    EVERY_ITEM
}
