package io.holdfast.domain.decision;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.resource.Intent;
import java.util.List;

/** What to do about a command: judged on images, on fates and on one reading of the clock. */
public sealed interface Decision {
    /**
     * Send the notes in their order, then the record that decides, then the settlements.
     *
     * @param notes in the order of resource ids (N11)
     * @param adopted intents of another delivery that count as notes of this one
     * @param record the COMMITTED record, which names the nonces of notes and adopted intents
     * @param settlements what is left to move once the record is written
     */
    record Admit(List<ResourceWrite> notes, List<Intent> adopted, RecordWrite record,
            List<ResourceWrite.Settle> settlements) implements Decision {
        public Admit {
            notes = List.copyOf(notes);
            adopted = List.copyOf(adopted);
            settlements = List.copyOf(settlements);
        }
    }

    /** Send no note; record the failure. */
    record Refuse(Refusal refusal) implements Decision {}

    /**
     * Units or room are lacking only because of intents in doubt.
     *
     * @param hindrances the intents that are in the way; the stale ones may be fenced
     * @param refusal if they stay in doubt
     */
    record Hindered(List<Hindrance> hindrances, Refusal refusal) implements Decision {
        public Hindered {
            hindrances = List.copyOf(hindrances);
        }
    }

    /** An intent in doubt that is in the way. */
    record Hindrance(ResourceId resource, Intent intent) {}

    /** The booking does not exist. Nothing is recorded, for it may still be made. */
    record NoBooking() implements Decision {}

    /** The booking has no room for the command's COMMITTED entry, and never will have. */
    record NoRoom() implements Decision {}

    /** The caller's precondition is not met. Nothing is recorded. */
    record Unmet() implements Decision {}

    /**
     * A later release recorded a status or a state that this one does not know; that release
     * decides.
     */
    record Unjudgeable() implements Decision {}
}
