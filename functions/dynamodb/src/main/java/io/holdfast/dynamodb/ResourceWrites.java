package io.holdfast.dynamodb;

import static io.holdfast.dynamodb.Values.number;
import static io.holdfast.dynamodb.Values.text;

import io.holdfast.domain.ledger.BookingCommit.Taking;
import io.holdfast.domain.ledger.ChangeCommit.ResourceChange;
import io.holdfast.domain.ledger.DefinitionCommit;
import io.holdfast.domain.resource.Definition.Defined;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The guarded writes to a resource, each one part of a transaction. */
final class ResourceWrites {
    private static final String VERSION = "#version = #version + :one";
    private static final String OUT_OF_SLOT = "#expiring.#slot = #expiring.#slot - :units";
    private static final String CONFIRM = "#confirmed = #confirmed + :units";
    private static final String UNCONFIRM = "#confirmed = #confirmed - :units";
    private static final String GIVE_BACK = "#available = #available + :units";
    private static final String SHIFT = "#available = #available + :shift";

    private ResourceWrites() {}

    static TransactWriteItem book(String table, Taking taking) {
        ExpiredSlots collected = taking.collected();
        Update update = new Update(table, Table.key(taking.key()))
                .require(Conditions.OPEN, ":open", text(ResourceStatus.OPEN))
                .require(Conditions.ENOUGH, ":enough", number(taking.units() - collected.total()))
                .set(SHIFT, ":shift", number(collected.total() - taking.units()))
                .set(VERSION, ":one", number(1));
        if (taking.confirmed() > 0) {
            update.set(CONFIRM, ":units", number(taking.confirmed()));
        }
        hold(update, taking.held());
        taking.expectedVersion().ifPresent(version -> update.require(Conditions.EXPECTED,
                ":expected", number(version)));
        return collect(update, collected).write();
    }

    private static void hold(Update update, SortedMap<Long, Long> held) {
        if (held.isEmpty()) {
            return;
        }
        // Where the lowest slot is live, all are.
        update.require(Conditions.SLOT_LIVE, ":slot", number(held.firstKey()))
                .bind(":zero", number(0));
        int index = 0;
        for (Map.Entry<Long, Long> slot : held.entrySet()) {
            update.name("#slot" + index, Long.toString(slot.getKey()))
                    .set("#expiring.#slot%1$d = if_not_exists(#expiring.#slot%1$d, :zero) + :held%1$d"
                            .formatted(index), ":held" + index, number(slot.getValue()));
            index++;
        }
    }

    static TransactWriteItem change(String table, ResourceChange change) {
        Update update = new Update(table, Table.key(change.key()))
                .bind(":units", number(change.units()))
                .set(VERSION, ":one", number(1));
        switch (change.kind()) {
            case CONFIRM_HOLD -> held(update, change).set(CONFIRM);
            case RELEASE_HOLD -> held(update, change).set(GIVE_BACK);
            case RELEASE_CONFIRMED ->
                update.require(Conditions.STILL_CONFIRMED).set(UNCONFIRM).set(GIVE_BACK);
        }
        return update.write();
    }

    private static Update held(Update update, ResourceChange change) {
        return update.name("#slot", Long.toString(change.slot()))
                .require(Conditions.SLOT_LIVE, ":slot", number(change.slot()))
                .require(Conditions.STILL_HELD).set(OUT_OF_SLOT);
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

    static TransactWriteItem define(String table, DefinitionCommit commit) {
        return commit.seenDefinitionVersion().isPresent()
                ? change(table, commit, commit.seenDefinitionVersion().getAsLong())
                : create(table, commit);
    }

    private static TransactWriteItem create(String table, DefinitionCommit commit) {
        Defined defined = commit.defined();
        Map<String, AttributeValue> item = new HashMap<>(Table.key(commit.key()));
        item.put(Attribute.VERSION, number(1));
        item.put(Attribute.DEFINITION_VERSION, number(defined.definitionVersion()));
        item.put(Attribute.CAPACITY, number(defined.capacity()));
        item.put(Attribute.AVAILABLE, number(defined.capacity()));
        item.put(Attribute.CONFIRMED, number(0));
        // Seeded empty: an update of a path into a map that is not there is an error.
        item.put(Attribute.EXPIRING, AttributeValue.fromM(Map.of()));
        item.put(Attribute.EXPIRED_THROUGH, number(0));
        item.put(Attribute.STATUS, text(defined.status()));
        item.put(Attribute.STRIPES, number(defined.stripes()));
        return TransactWriteItem.builder().put(put -> put.tableName(table).item(item)
                .conditionExpression(Conditions.ABSENT)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    private static TransactWriteItem change(String table, DefinitionCommit commit, long seen) {
        long delta = commit.capacityDelta();
        long collected = commit.collected().total();
        Update update = new Update(table, Table.key(commit.key()))
                .require(Conditions.DEFINITION_SEEN, ":seen", number(seen))
                .set("#capacity = #capacity + :delta", ":delta", number(delta))
                .set(SHIFT, ":shift", number(delta + collected))
                .set("#stripes = :stripes", ":stripes", number(commit.defined().stripes()))
                .set("#definitionVersion = #definitionVersion + :one", ":one", number(1))
                .set("#status = :status", ":status", text(commit.defined().status()))
                .set(VERSION);
        if (delta < 0 && !commit.allowDrain()) {
            update.require(Conditions.CUT_FITS, ":cut", number(-delta - collected));
        }
        return collect(update, commit.collected()).write();
    }
}
