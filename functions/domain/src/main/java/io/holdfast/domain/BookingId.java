package io.holdfast.domain;

/**
 * The caller's name for a booking, and the id of the command that makes it: a second request under
 * the same id is a replay. 1 to 128 characters of {@code A-Z a-z 0-9 . _ : ~ -}.
 */
public record BookingId(String value) implements Id {
    public BookingId {
        InvalidInput.requireId("bookingId", value);
    }

    /**
     * The booking that a caller names.
     *
     * @throws InvalidInput also for an id that no URL can address
     */
    public static BookingId addressed(String value) {
        InvalidInput.requireAddressable("bookingId", value);
        return new BookingId(value);
    }
}
