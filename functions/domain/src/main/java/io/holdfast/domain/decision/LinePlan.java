package io.holdfast.domain.decision;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Settlement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How one line of a command is noted: with a note, or by an intent of another delivery. */
sealed interface LinePlan {
    ResourceId resource();

    /** The intent that the record will name. */
    record Noted(Note note) implements LinePlan {
        @Override
        public ResourceId resource() {
            return note.resource();
        }

        Intent.OfBooking intent() {
            return note.noted().getFirst();
        }
    }

    /** The intent of another delivery of the same command, which counts as noted. */
    record Adopted(ResourceId resource, Intent.OfBooking intent) implements LinePlan {}

    /** Intents in doubt are in the way, or more slots than a note collects. */
    record Hindered(ResourceId resource, List<Intent> by, Refusal refusal) implements LinePlan {}

    /**
     * Plans a line that no rule refuses.
     *
     * @param wanted the intent to note
     */
    static LinePlan of(Outlook outlook, Intent.OfBooking wanted, OptionalLong expectedVersion) {
        ResourceId resource = outlook.image().id();
        Optional<Intent.OfBooking> adoptable = adoptable(outlook, wanted);
        if (adoptable.isPresent()) {
            return new Adopted(resource, adoptable.get());
        }
        NotePlan plan = NotePlan.of(outlook, List.of(wanted), false, ExpiredSlots.MOST);
        return plan.tidying()
                .<LinePlan>map(tidying -> new Noted(new Note(resource, List.of(wanted),
                        tidying.settlements(), tidying.collected(), expectedVersion)))
                .orElseGet(() -> new Hindered(resource, plan.hindrances(),
                        Refusal.lostRace(resource)));
    }

    /**
     * The intent of another delivery that already moves what this command wants to move. Units in a
     * slot that has passed, or that was collected, are as good as gone (N9).
     */
    static Optional<Intent.OfBooking> adoptable(Outlook outlook, Intent.OfBooking wanted) {
        return Optional.ofNullable(outlook.image().intents().get(wanted.booking()))
                .filter(intent -> intent.isOfSameCommand(wanted))
                .filter(intent -> intent.moves().equals(wanted.moves()))
                .filter(intent -> outlook.fate(intent) == Fate.IN_DOUBT)
                .filter(intent -> isLive(intent.moves().to(), outlook));
    }

    private static boolean isLive(Bucket bucket, Outlook outlook) {
        return !(bucket instanceof Bucket.Slot(long slot))
                || (!ExpiryWheel.hasExpired(slot, outlook.now())
                        && !outlook.image().hasCollected(slot));
    }

    /** What is left to move once the command is kept. */
    static Optional<ResourceWrite.Settle> settlement(Outlook outlook, Intent.OfBooking intent) {
        Settlement kept = Settlement.of(intent, Fate.KEPT, outlook.image());
        return kept.movement().map(moved -> new ResourceWrite.Settle(outlook.image().id(),
                List.of(kept)));
    }
}
