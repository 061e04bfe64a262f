package io.holdfast.domain.protocol;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Recording;

/**
 * Gives up on a booking id whose fate the caller does not know: fails it, unless something stands
 * there already. Either way the answer is final, and no late write can change it (design section 4,
 * Resolve). It asks for no payload, so it compares no fingerprint.
 */
public final class ResolveBooking {
    private final Ledger ledger;

    public ResolveBooking(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Resolves the id, also one that no URL can address. */
    public Answer<Booking> resolve(BookingId id, Invocation invocation) {
        Verdict.Failed verdict = Refusal.of(Reason.ABANDONED).at(invocation.now());
        Booking abandoned = Booking.abandoned(id, verdict);
        return switch (Fence.record(() -> ledger.record(abandoned), invocation)) {
            case Recording.Recorded<Booking>() -> new Answer.Settled<>(abandoned, false);
            case Recording.Standing<Booking>(Booking standing) ->
                new Answer.Settled<>(standing, !standing.equals(abandoned));
            case Recording.Absent<Booking>() ->
                throw new IllegalStateException("a put if absent found nothing and failed");
            case Recording.NotRecorded<Booking>() -> new Answer.Undecided<>();
        };
    }
}
