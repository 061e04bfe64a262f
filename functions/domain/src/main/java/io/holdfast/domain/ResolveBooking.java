package io.holdfast.domain;

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

    public Answer<Booking> resolve(BookingId id, Invocation invocation) {
        Verdict.Failed verdict = Refusal.of(Reason.ABANDONED).at(invocation.now());
        Booking abandoned = Booking.abandoned(id, verdict);
        return Fence.record(abandoned, ledger::record, invocation)
                .<Answer<Booking>>map(standing -> new Answer.Settled<>(standing,
                        !standing.equals(abandoned)))
                .orElseGet(Answer.Undecided::new);
    }
}
