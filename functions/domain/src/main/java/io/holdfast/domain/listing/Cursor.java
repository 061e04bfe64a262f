package io.holdfast.domain.listing;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalLong;

/**
 * A place in a list: the page goes on after this entry, whether it still exists or not. It names no
 * resource and no reference, so a caller cannot use the cursor of one list to read another.
 *
 * @param slot of the entry, in a list of holds, which is in the order of their slots
 */
public record Cursor(BookingId booking, OptionalLong slot) {
    private static final String FIELD = "after";
    /** Ids hold no such character. */
    private static final char SEPARATOR = '#';

    /** The cursor of an entry in a list of holds, which is in the order of their slots. */
    public static Cursor ofHold(ListedBooking entry) {
        return new Cursor(entry.booking(), entry.slot());
    }

    /** The cursor of an entry in a list in the order of ids. */
    static Cursor of(ListedBooking entry) {
        return new Cursor(entry.booking(), OptionalLong.empty());
    }

    /** Its text, which means nothing to a caller and needs no escaping in a URL. */
    public String text() {
        String plain = slot.isPresent()
                ? slot.getAsLong() + String.valueOf(SEPARATOR) + booking.value()
                : booking.value();
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the text of a cursor.
     *
     * @throws InvalidInput if it is none
     */
    public static Cursor parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int end = plain.indexOf(SEPARATOR);
            return end < 0
                    ? new Cursor(new BookingId(plain), OptionalLong.empty())
                    : new Cursor(new BookingId(plain.substring(end + 1)),
                            OptionalLong.of(slot(plain.substring(0, end))));
        } catch (IllegalArgumentException | InvalidInput e) {
            throw foreign();
        }
    }

    private static long slot(String text) {
        return InvalidInput.requireRange(FIELD, Long.parseLong(text), 0, Long.MAX_VALUE);
    }

    static InvalidInput foreign() {
        return new InvalidInput(FIELD, "must be the next of an earlier page of the same list");
    }
}
