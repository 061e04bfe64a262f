package io.holdfast.domain.ledger;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ledger.ResourceWrite.DefinitionNote;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.domain.resource.Settlement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The conditions of a write to a resource, by the meaning of its {@link Balance} (section 4). */
final class ResourceGuards {
    private final Resource image;
    private final ResourceWrite write;
    private final Balance balance;

    ResourceGuards(Resource image, ResourceWrite write) {
        this.image = image;
        this.write = write;
        this.balance = Balance.of(write);
    }

    boolean areMet() {
        return unitsAreThere() && slotsAreThere() && intentsAreAsSeen() && definitionIsAsSeen()
                && (!(write instanceof Note note) || (hasRoom(note) && isExpected(note)));
    }

    private boolean unitsAreThere() {
        return (!balance.openNeeded() || image.status() == ResourceStatus.OPEN)
                && balance.availableNeeded().orElse(Long.MIN_VALUE) <= image.available()
                && balance.confirmedNeeded().orElse(Long.MIN_VALUE) <= image.confirmed();
    }

    private boolean slotsAreThere() {
        return balance.lowestSlot().orElse(Long.MAX_VALUE) > image.expiredThrough()
                && balance.slotsNeeded().entrySet().stream().allMatch(
                        need -> image.expiring().containsKey(need.getKey())
                                && image.expiring().get(need.getKey()) >= need.getValue())
                && write.collected().units().entrySet().stream().allMatch(slot -> slot.getValue()
                        .equals(image.expiring().get(slot.getKey())))
                && write.collected().through().orElse(Long.MAX_VALUE) > image.expiredThrough();
    }

    private boolean intentsAreAsSeen() {
        Set<BookingId> settled = new HashSet<>();
        for (Settlement settlement : write.settlements()) {
            if (settlement.intent() instanceof Intent.OfBooking intent) {
                settled.add(intent.booking());
                Intent.OfBooking there = image.intents().get(intent.booking());
                if (there == null
                        ? settlement.strict()
                        : !there.nonce().equals(intent.nonce())) {
                    return false;
                }
            }
        }
        return write.noted().stream().noneMatch(intent -> intent instanceof Intent.OfBooking own
                && !settled.contains(own.booking())
                && image.intents().containsKey(own.booking()));
    }

    private boolean definitionIsAsSeen() {
        Optional<Intent> settled = write.settlements().stream().map(Settlement::intent)
                .filter(Intent.OfDefinition.class::isInstance).findFirst();
        boolean asSeen = settled.isPresent()
                ? image.defining().map(Intent.OfDefinition::nonce)
                        .equals(settled.map(Intent::nonce))
                : !(write instanceof DefinitionNote) || image.defining().isEmpty();
        return asSeen && (!(write instanceof DefinitionNote note)
                || note.seen().orElseThrow() == image.definitionVersion());
    }

    private boolean hasRoom(Note note) {
        long certainlyGone = note.settlements().stream().filter(Settlement::strict)
                .filter(each -> each.intent() instanceof Intent.OfBooking).count();
        return image.intents().size() <= Limits.INTENTS + certainlyGone - note.noted().size();
    }

    private boolean isExpected(Note note) {
        return note.expectedVersion().isEmpty()
                || note.expectedVersion().getAsLong() == image.version();
    }
}
