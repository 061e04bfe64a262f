package io.holdfast.lab.schedule;

import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.decision.Fates;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import io.holdfast.lab.race.Sent;
import io.holdfast.lab.steps.Part;
import io.holdfast.lab.steps.Request;
import io.holdfast.lab.steps.State;
import io.holdfast.lab.steps.Store;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What a request is for, in the words of design section 4. */
enum Kind {
    /** Its own record and resources. */
    READ,
    /** Records of others, whose intents it has met. */
    LOOK,
    NOTE,
    DECIDE,
    /** A failure is recorded, its own or another's. */
    FENCE,
    /** An intent is taken off whose record is COMMITTED. */
    SETTLE,
    /** An intent is taken off whose record is not, or not yet. */
    UNDO;

    private static final Pattern NOTES = Pattern.compile("(#i\\.#a\\d+|#defining) = ");
    private static final AttributeValue FAILED = AttributeValue.fromS("FAILED");

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param request that the part is of; empty if the part is a write that arrives late */
    static Kind of(Part part, Optional<Request> request, Sent sent, State before, Store store) {
        return switch (part.request()) {
            case PutItemRequest put -> store.id(part.key()) instanceof ResourceId
                    ? NOTE
                    : ofRecord(put.item());
            case UpdateItemRequest update -> store.id(part.key()) instanceof ResourceId id
                    ? NOTES.matcher(update.updateExpression()).find()
                            ? NOTE
                            : settled(update, id, before, store)
                    : ofRecord(entry(update));
            default -> part.write() ? DECIDE : ofRead(request, sent, store);
        };
    }

    private static Kind ofRead(Optional<Request> request, Sent sent, Store store) {
        boolean others = request.stream().flatMap(each -> each.parts().stream())
                .map(part -> store.id(part.key()))
                .anyMatch(id -> !(id instanceof ResourceId) && !isOwn(id, sent));
        return others ? LOOK : READ;
    }

    static boolean isOwn(Id id, Sent sent) {
        return sent.commands().stream().anyMatch(command -> switch (command) {
            case Command.ForBooking booking -> booking.booking().equals(id);
            case Command.Define define -> define.id().equals(id);
        });
    }

    private static Kind ofRecord(Map<String, AttributeValue> entry) {
        return FAILED.equals(entry.get("outcome")) || entry.isEmpty() ? FENCE : DECIDE;
    }

    /** The command's entry that an update adds; empty if it only raises the version. */
    static Map<String, AttributeValue> entry(UpdateItemRequest update) {
        AttributeValue entry = update.expressionAttributeValues().get(":entry");
        return entry == null ? Map.of() : entry.m();
    }

    private static Kind settled(UpdateItemRequest update, ResourceId id, State before,
            Store store) {
        Image all = Image.NONE;
        for (int key = 0; key < store.keys(); key++) {
            all = all.updatedBy(store.image(before.item(key)));
        }
        Image seen = all;
        Optional<Resource> resource = all.resource(id);
        return resource.stream().flatMap(each -> each.allIntents().stream())
                .filter(intent -> isTakenOff(update, intent))
                .anyMatch(intent -> Fates.of(intent, id, seen) == Fate.KEPT) ? SETTLE : UNDO;
    }

    private static boolean isTakenOff(UpdateItemRequest update, Intent intent) {
        return update.expressionAttributeNames().containsValue(intent.record().value())
                || (intent instanceof Intent.OfDefinition
                        && update.updateExpression().contains("#defining"));
    }
}
