package io.holdfast.dynamodb;

import static io.holdfast.dynamodb.item.Values.number;

import io.holdfast.domain.ledger.Balance;
import io.holdfast.domain.resource.ExpiredSlots;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The part of a write that changes slots: units that enter and leave them, and expired ones. */
final class SlotWrites {
    private SlotWrites() {}

    static void add(Update update, Balance balance, ExpiredSlots collected) {
        balance.lowestSlot().ifPresent(
                slot -> update.require(Conditions.SLOT_LIVE, ":lowest", number(slot)));
        TreeSet<Long> slots = new TreeSet<>(collected.units().keySet());
        slots.addAll(balance.slots().keySet());
        slots.addAll(balance.slotsNeeded().keySet());
        int index = 0;
        for (long slot : slots) {
            update.name("#s" + index, Long.toString(slot));
            collect(update, index, collected.units().get(slot));
            require(update, index, balance.slotsNeeded().get(slot));
            shift(update, index, balance.slots().get(slot));
            index++;
        }
        collected.through().ifPresent(through -> update
                .require(Conditions.WATERMARK_RISES, ":through", number(through))
                .set("#expiredThrough = :through"));
    }

    private static void collect(Update update, int index, @Nullable Long seen) {
        if (seen != null) {
            update.require(Conditions.numbered(Conditions.SLOT_AS_SEEN, index), ":s" + index,
                    number(seen)).remove("#e.#s" + index);
        }
    }

    private static void require(Update update, int index, @Nullable Long needed) {
        if (needed != null) {
            update.require(Conditions.numbered(Conditions.SLOT_ENOUGH, index), ":n" + index,
                    number(needed));
        }
    }

    // What units leave has no default: with one, a slot that is gone would go negative instead of
    // failing.
    private static void shift(Update update, int index, @Nullable Long gain) {
        if (gain == null) {
            return;
        }
        String clause = gain > 0
                ? "#e.#s%1$d = if_not_exists(#e.#s%1$d, :zero) + :g%1$d"
                : "#e.#s%1$d = #e.#s%1$d + :g%1$d";
        update.set(Conditions.numbered(clause, index), ":g" + index, number(gain));
        if (gain > 0) {
            update.bind(":zero", number(0));
        }
    }
}
