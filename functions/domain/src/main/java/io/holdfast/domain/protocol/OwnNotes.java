package io.holdfast.domain.protocol;

import io.holdfast.domain.Id;
import io.holdfast.domain.decision.Fates;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The notes that an attempt has sent. Once its record is known to name some of them no more, those
 * are undone (N12): once, for whoever needs the units does it otherwise.
 */
final class OwnNotes {
    private final Ledger ledger;
    private final Invocation invocation;
    private final List<Own> sent = new ArrayList<>();

    /** A note, and the resource as it was when the note was planned. */
    private record Own(ResourceWrite note, Image seen) {}

    OwnNotes(Ledger ledger, Invocation invocation) {
        this.ledger = ledger;
        this.invocation = invocation;
    }

    /** Keeps a note that was sent and that the store has not decisively refused. */
    void add(ResourceWrite note, Image seen) {
        sent.add(new Own(note, seen));
    }

    boolean isEmpty() {
        return sent.isEmpty();
    }

    /** Whether an earlier round of this attempt has noted the intent. */
    boolean hold(Intent intent) {
        return sent.stream().flatMap(own -> own.note().noted().stream())
                .anyMatch(each -> each.nonce().equals(intent.nonce()));
    }

    /** Undoes the notes that the records of an image show to be void. */
    void undo(Image records) {
        undo(own -> voidOf(own, records));
    }

    /** Undoes all notes of these records: a failure is recorded in them. */
    void undoAll(Set<Id> records) {
        undo(own -> own.note().noted().stream()
                .filter(intent -> records.contains(intent.record())).<Intent>map(each -> each)
                .toList());
    }

    private void undo(Function<Own, List<Intent>> which) {
        for (Own own : sent) {
            List<Settlement> settlements = which.apply(own).stream()
                    .map(intent -> settlement(intent, own)).toList();
            if (!settlements.isEmpty() && invocation.coversRequest()) {
                ledger.settle(new Settle(own.note().resource(), settlements));
            }
        }
        sent.clear();
    }

    private static List<Intent> voidOf(Own own, Image records) {
        return own.note().noted().stream()
                .filter(intent -> Fates.of(intent, own.note().resource(), records) == Fate.VOID)
                .<Intent>map(each -> each).toList();
    }

    // The units of a new resource have no slots.
    private static Settlement settlement(Intent intent, Own own) {
        Resource image = own.seen().resource(own.note().resource())
                .orElseGet(() -> Resource.stub(own.note().resource(),
                        (Intent.OfDefinition) intent));
        return Settlement.of(intent, Fate.VOID, image).strictly();
    }
}
