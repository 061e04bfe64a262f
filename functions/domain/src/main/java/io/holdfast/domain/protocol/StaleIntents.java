package io.holdfast.domain.protocol;

import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.decision.Decision.Hindrance;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.RecordWrite.PutDefinition;
import io.holdfast.domain.ledger.RecordWrite.RaiseVersion;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.Intent;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Fences stale intents that are in the way (N13): their attempts can never decide for them after
 * it. Eight at most in an attempt, the oldest first.
 */
final class StaleIntents {
    /** Intents that one attempt fences. */
    static final int MOST_FENCED = 8;

    private final Ledger ledger;
    private final Invocation invocation;
    private int sent;

    StaleIntents(Ledger ledger, Invocation invocation) {
        this.ledger = ledger;
        this.invocation = invocation;
    }

    /**
     * Fences those that are stale.
     *
     * @return whether any fence shows its record, so that a new look shows more
     */
    boolean fence(List<Hindrance> hindrances) {
        boolean shown = false;
        for (Hindrance hindrance : stale(hindrances)) {
            if (sent >= MOST_FENCED || !invocation.coversRequest()) {
                break;
            }
            sent++;
            shown |= isDecisive(ledger.record(fence(hindrance)));
        }
        return shown;
    }

    private List<Hindrance> stale(List<Hindrance> hindrances) {
        return hindrances.stream()
                .filter(each -> each.intent().isOlderThan(Intent.STALE_AFTER, invocation.now()))
                .sorted(Comparator.comparing(each -> each.intent().at()))
                .collect(Collectors.toMap(each -> each.intent().record(), Function.identity(),
                        (first, second) -> first, LinkedHashMap::new))
                .values().stream().toList();
    }

    private boolean isDecisive(Writing writing) {
        return switch (writing) {
            case Writing.Applied applied -> {
                invocation.encounters().countFenced();
                yield true;
            }
            case Writing.Refused refused -> true;
            case Writing.NotApplied notApplied -> false;
            case Writing.Ambiguous ambiguous -> false;
        };
    }

    // A command on a booking gets no verdict: whoever comes with it again starts anew.
    private RecordWrite fence(Hindrance hindrance) {
        Verdict.Failed abandoned = Refusal.of(Reason.ABANDONED).at(invocation.now());
        return switch (hindrance.intent()) {
            case Intent.OfBooking intent when intent.command().isPresent() ->
                new RaiseVersion(intent.booking(), intent.seen());
            case Intent.OfBooking intent ->
                new PutBooking(Booking.abandoned(intent.booking(), abandoned));
            case Intent.OfDefinition intent -> new PutDefinition(DefinitionRecord
                    .abandoned(intent.command(), hindrance.resource(), abandoned));
        };
    }
}
