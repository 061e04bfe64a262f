package io.holdfast.domain.protocol;

import io.holdfast.domain.Id;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Settlement;
import java.util.List;
import java.util.Optional;

/** What an invocation met of other attempts, counted for its line in the log. */
public final class Encounters {
    private int settled;
    private int adopted;
    private int fenced;
    private long unitsInDoubt;

    /** Intents of other records that its notes have taken off. */
    public int settled() {
        return settled;
    }

    /** Intents of other deliveries of its command that count as its own notes. */
    public int adopted() {
        return adopted;
    }

    /** Stale attempts of others that it has shut out. */
    public int fenced() {
        return fenced;
    }

    /** The most units that one look left in doubt. */
    public long unitsInDoubt() {
        return unitsInDoubt;
    }

    void countSettled(ResourceWrite note, Id own) {
        settled += Math.toIntExact(note.settlements().stream().map(Settlement::intent)
                .filter(intent -> !intent.record().equals(own)).count());
    }

    void countAdopted(int intents) {
        adopted += intents;
    }

    void countFenced() {
        fenced++;
    }

    void countInDoubt(List<Intent> inDoubt) {
        unitsInDoubt = Math.max(unitsInDoubt,
                inDoubt.stream().map(Intent::movement).flatMap(Optional::stream)
                        .mapToLong(Movement::units).sum());
    }
}
