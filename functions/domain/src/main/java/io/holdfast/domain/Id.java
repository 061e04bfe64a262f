package io.holdfast.domain;

/** The key of one item: of a resource, of a booking, or of a command that is not a booking. */
public sealed interface Id permits ResourceId, BookingId, CommandId {
    String value();
}
