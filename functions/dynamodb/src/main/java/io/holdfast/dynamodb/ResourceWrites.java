package io.holdfast.dynamodb;

import static io.holdfast.dynamodb.item.Values.number;
import static io.holdfast.dynamodb.item.Values.text;

import io.holdfast.domain.Limits;
import io.holdfast.domain.ledger.Balance;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.DefinitionNote;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.domain.resource.Settlement;
import io.holdfast.dynamodb.item.Attribute;
import io.holdfast.dynamodb.item.IntentItem;
import io.holdfast.dynamodb.item.ResourceItem;
import io.holdfast.dynamodb.item.Table;
import java.util.Optional;

/**
 * The guarded writes to a resource: what is noted and what is settled as changes of attributes, and
 * the conditions that must be true for them.
 */
final class ResourceWrites {
    private ResourceWrites() {}

    static Write write(String table, ResourceWrite write) {
        return write instanceof DefinitionNote note && note.seen().isEmpty()
                ? new PutIfAbsent(table,
                        ResourceItem.write(Resource.stub(note.resource(), note.intent())))
                : update(table, write);
    }

    private static Update update(String table, ResourceWrite write) {
        Update update = new Update(table, Table.key(write.resource()))
                .name("#i", Attribute.INTENTS).name("#e", Attribute.EXPIRING)
                .set("#version = #version + :one", ":one", number(1));
        Balance balance = Balance.of(write);
        count(update, balance);
        SlotWrites.add(update, balance, write.collected());
        IntentWrites.add(update, write);
        define(update, write);
        if (write instanceof Note note) {
            update.require(Conditions.ROOM, ":room", number(room(note)));
            note.expectedVersion().ifPresent(version -> update.require(Conditions.EXPECTED,
                    ":expected", number(version)));
        }
        return update;
    }

    private static void count(Update update, Balance balance) {
        if (balance.openNeeded()) {
            update.require(Conditions.OPEN, ":open", text(ResourceStatus.OPEN));
        }
        balance.availableNeeded().ifPresent(
                units -> update.require(Conditions.ENOUGH, ":enough", number(units)));
        balance.confirmedNeeded().ifPresent(
                units -> update.require(Conditions.CONFIRMED_ENOUGH, ":needed", number(units)));
        shift(update, Attribute.AVAILABLE, balance.available());
        shift(update, Attribute.CONFIRMED, balance.confirmed());
        shift(update, Attribute.CAPACITY, balance.capacity());
    }

    private static void shift(Update update, String attribute, long gain) {
        if (gain != 0) {
            update.set("#" + attribute + " = #" + attribute + " + :" + attribute,
                    ":" + attribute, number(gain));
        }
    }

    private static void define(Update update, ResourceWrite write) {
        Optional<Settlement> settled = write.settlements().stream()
                .filter(each -> each.intent() instanceof Intent.OfDefinition).findFirst();
        settled.ifPresent(each -> update.require(Conditions.DEFINITION_AS_SEEN, ":d",
                text(each.intent().nonce().text())));
        if (settled.map(Settlement::fate).equals(Optional.of(Fate.KEPT))) {
            update.set("#definitionVersion = #definitionVersion + :one");
        }
        if (write instanceof DefinitionNote note) {
            if (settled.isEmpty()) {
                update.require(Conditions.DEFINITION_ABSENT);
            }
            update.require(Conditions.DEFINITION_SEEN, ":seen",
                    number(note.seen().orElseThrow()))
                    .set("#defining = :defining", ":defining", IntentItem.write(note.intent()));
        } else if (settled.isPresent()) {
            update.remove("#defining");
        }
        status(write, settled).ifPresent(
                status -> update.set("#status = :status", ":status", text(status)));
    }

    /** The status that the write leaves, if it sets one: it settles first, and notes then. */
    private static Optional<ResourceStatus> status(ResourceWrite write,
            Optional<Settlement> settled) {
        return write instanceof DefinitionNote note && note.intent().closes()
                ? Optional.of(ResourceStatus.CLOSED)
                : settled.flatMap(ResourceWrites::statusAfter);
    }

    private static Optional<ResourceStatus> statusAfter(Settlement settled) {
        return settled.intent() instanceof Intent.OfDefinition definition
                ? definition.statusAfter(settled.fate())
                : Optional.empty();
    }

    /**
     * The number of intents below which those noted have room, replaced ones with them: of those
     * taken off only the strict ones are certainly there.
     */
    private static long room(Note note) {
        long certainlyThere = note.settlements().stream().filter(Settlement::strict)
                .filter(each -> each.intent() instanceof Intent.OfBooking).count();
        return Limits.INTENTS + certainlyThere - (note.noted().size() - 1);
    }
}
