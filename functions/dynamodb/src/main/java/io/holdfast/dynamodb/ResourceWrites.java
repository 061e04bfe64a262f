package io.holdfast.dynamodb;

import static io.holdfast.dynamodb.item.Values.number;
import static io.holdfast.dynamodb.item.Values.text;

import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Create;
import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.ledger.ResourceWrite.Redefinition;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.dynamodb.item.DefinitionAttributes;
import io.holdfast.dynamodb.item.ResourceItem;
import io.holdfast.dynamodb.item.Table;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * The guarded writes to a resource: its movements as changes of attributes, and the conditions that
 * must be true for them.
 */
final class ResourceWrites {
    private ResourceWrites() {}

    static Write write(String table, ResourceWrite write) {
        return switch (write) {
            case Create create ->
                new PutIfAbsent(table, ResourceItem.write(create.result()));
            case Move move -> move(table, move);
        };
    }

    private static Update move(String table, Move move) {
        Update update = new Update(table, Table.key(move.resource()))
                .set("#version = #version + :one", ":one", number(1));
        guard(update, move);
        shift(update, "available", gain(move, Counter.AVAILABLE) + move.collected().total());
        shift(update, "confirmed", gain(move, Counter.CONFIRMED));
        shift(update, "capacity", -gain(move, Counter.OUTSIDE));
        fill(update, Slots.filled(move));
        move.redefinition().ifPresent(redefinition -> redefine(update, redefinition));
        return collect(update, move.collected());
    }

    private static long gain(Move move, Counter counter) {
        return move.movements().stream().mapToLong(movement -> movement.gainOf(counter)).sum();
    }

    /**
     * Units leave a bucket only if they are there; units are booked only if the resource is open.
     */
    private static void guard(Update update, Move move) {
        long given = move.collected().total();
        long booked = units(move, ResourceWrites::isBooked);
        if (booked > 0) {
            update.require(Conditions.OPEN, ":open", text(ResourceStatus.OPEN))
                    .require(Conditions.ENOUGH, ":enough", number(booked - given));
        }
        long cut = units(move, movement -> movement.to() == Counter.OUTSIDE);
        if (cut > 0 && !move.redefinition().orElseThrow().allowDrain()) {
            update.require(Conditions.CUT_FITS, ":cut", number(cut - given));
        }
        long unconfirmed = units(move, movement -> movement.from() == Counter.CONFIRMED);
        if (unconfirmed > 0) {
            update.require(Conditions.STILL_CONFIRMED, ":units", number(unconfirmed));
        }
        // If the lowest slot is live, all are.
        Slots.lowest(move).ifPresent(
                slot -> update.require(Conditions.SLOT_LIVE, ":slot", number(slot)));
        Slots.drained(move).ifPresent(slot -> drain(update, slot.minute(), slot.units()));
        move.expectedVersion().ifPresent(version -> update.require(Conditions.EXPECTED,
                ":expected", number(version)));
    }

    private static long units(Move move, Predicate<Movement> which) {
        return move.movements().stream().filter(which).mapToLong(Movement::units).sum();
    }

    private static boolean isBooked(Movement movement) {
        return movement.from() == Counter.AVAILABLE && movement.to() != Counter.OUTSIDE;
    }

    // Without a default: with one, a collected slot would go negative instead of failing.
    private static void drain(Update update, long slot, long units) {
        update.name("#slot", Long.toString(slot))
                .require(Conditions.STILL_HELD, ":units", number(units))
                .set("#expiring.#slot = #expiring.#slot - :units");
    }

    private static void shift(Update update, String attribute, long delta) {
        if (delta != 0) {
            update.set("#%1$s = #%1$s + :%1$s".formatted(attribute), ":" + attribute,
                    number(delta));
        }
    }

    private static void fill(Update update, SortedMap<Long, Long> filled) {
        int index = 0;
        for (Map.Entry<Long, Long> slot : filled.entrySet()) {
            update.bind(":zero", number(0))
                    .name("#slot" + index, Long.toString(slot.getKey()))
                    .set("#expiring.#slot%1$d = if_not_exists(#expiring.#slot%1$d, :zero) + :held%1$d"
                            .formatted(index), ":held" + index, number(slot.getValue()));
            index++;
        }
    }

    private static void redefine(Update update, Redefinition redefinition) {
        update.require(Conditions.DEFINITION_SEEN, ":seen", number(redefinition.seen()))
                .set("#definitionVersion = #definitionVersion + :one");
        DefinitionAttributes.set(redefinition.definition()).forEach(
                (name, value) -> update.set("#%1$s = :%1$s".formatted(name), ":" + name, value));
    }

    private static Update collect(Update update, ExpiredSlots collected) {
        int index = 0;
        for (Map.Entry<Long, Long> slot : collected.units().entrySet()) {
            update.name("#expired" + index, Long.toString(slot.getKey()))
                    .require(Conditions.SLOT_AS_SEEN.formatted(index), ":expired" + index,
                            number(slot.getValue()))
                    .remove("#expiring.#expired" + index);
            index++;
        }
        collected.through().ifPresent(through -> update
                .require(Conditions.WATERMARK_RISES, ":through", number(through))
                .set("#expiredThrough = :through"));
        return update;
    }
}
