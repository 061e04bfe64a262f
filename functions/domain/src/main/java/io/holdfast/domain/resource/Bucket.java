package io.holdfast.domain.resource;

/** A place for units of a resource. Every unit of the capacity is in exactly one bucket. */
public sealed interface Bucket {
    /** The buckets that a resource has once. */
    enum Counter implements Bucket {
        /** Units that can be booked. */
        AVAILABLE,
        /** Units of confirmed bookings. */
        CONFIRMED,
        /**
         * Units that are no part of the capacity: a growth takes them from here, a cut puts them
         * here.
         */
        OUTSIDE
    }

    /**
     * Units under holds that expire together.
     *
     * @param minute the epoch minute at which they expire
     */
    record Slot(long minute) implements Bucket {}
}
