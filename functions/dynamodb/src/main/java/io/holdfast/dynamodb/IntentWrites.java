package io.holdfast.dynamodb;

import static io.holdfast.dynamodb.item.Values.text;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Settlement;
import io.holdfast.dynamodb.item.IntentItem;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a write that changes the map of intents. An intent that is replaced is only set: the
 * store refuses a write that sets and removes one path.
 */
final class IntentWrites {
    private IntentWrites() {}

    static void add(Update update, ResourceWrite write) {
        Map<BookingId, Intent> noted = new LinkedHashMap<>();
        for (Intent intent : write.noted()) {
            if (intent instanceof Intent.OfBooking booking) {
                noted.put(booking.booking(), booking);
            }
        }
        Map<BookingId, Settlement> settled = new LinkedHashMap<>();
        for (Settlement settlement : write.settlements()) {
            if (settlement.intent() instanceof Intent.OfBooking booking) {
                settled.put(booking.booking(), settlement);
            }
        }
        Set<BookingId> bookings = new LinkedHashSet<>(noted.keySet());
        bookings.addAll(settled.keySet());
        int index = 0;
        for (BookingId booking : bookings) {
            update.name("#a" + index, booking.value());
            guard(update, index, settled.get(booking));
            change(update, index, noted.get(booking));
            index++;
        }
    }

    private static void guard(Update update, int index, @Nullable Settlement settled) {
        if (settled == null) {
            update.require(Conditions.numbered(Conditions.INTENT_ABSENT, index));
            return;
        }
        String condition = settled.strict()
                ? Conditions.INTENT_AS_SEEN
                : Conditions.INTENT_GONE_OR_AS_SEEN;
        update.require(Conditions.numbered(condition, index), ":a" + index,
                text(settled.intent().nonce().text()));
    }

    private static void change(Update update, int index, @Nullable Intent noted) {
        if (noted == null) {
            update.remove("#i.#a" + index);
        } else {
            update.set("#i.#a" + index + " = :i" + index, ":i" + index,
                    IntentItem.write(noted));
        }
    }
}
