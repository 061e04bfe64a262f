package io.holdfast.domain.protocol;

import io.holdfast.domain.Reason;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.BookCommand;
import io.holdfast.domain.decision.BookRules;
import io.holdfast.domain.decision.Decision;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.BookingCommit;
import io.holdfast.domain.ledger.Cancelled;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.BookingView;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.Ledger.Recording;
import io.holdfast.domain.resource.Resource;
import java.util.Optional;
import java.util.Set;

/**
 * The protocol of a booking: read, decide, one guarded write, and, if that write did not take
 * effect for certain, record the failure (design section 4, Book). The write goes out once. A read
 * that failed decides nothing and is followed by no write.
 */
public final class BookUnits {
    private final Ledger ledger;

    public BookUnits(Ledger ledger) {
        this.ledger = ledger;
    }

    public Answer<Booking> book(BookCommand command, Invocation invocation) {
        return switch (ledger.readForBooking(Set.of(command.id()), command.resourceKeys())) {
            case Reading.NotRead<BookingView> notRead -> new Answer.Undecided<>();
            case Reading.Read<BookingView>(BookingView view) -> Optional
                    .ofNullable(view.standing().get(command.id()))
                    .map(standing -> Answer.replay(standing, command.fingerprint()))
                    .orElseGet(() -> decide(command, view, invocation));
        };
    }

    private Answer<Booking> decide(BookCommand command, BookingView view, Invocation invocation) {
        // A later release gave a resource a status that this one cannot judge; that release decides.
        if (view.resources().values().stream().anyMatch(Resource::isOfLaterRelease)) {
            return new Answer.Undecided<>();
        }
        return switch (BookRules.decide(command, view.resources(), invocation.now())) {
            case Decision.Admit<BookingCommit>(BookingCommit commit) ->
                commit(command, commit, invocation);
            case Decision.Refuse<BookingCommit>(Refusal refusal) ->
                fail(command, refusal, Optional.empty(), invocation);
        };
    }

    private Answer<Booking> commit(BookCommand command, BookingCommit commit,
            Invocation invocation) {
        return switch (ledger.commit(commit)) {
            case Committing.Applied<Booking>() ->
                new Answer.Settled<>(commit.bookings().getFirst(), false);
            case Committing.NotApplied<Booking>(Cancelled<Booking> why) -> why.standing().stream()
                    .findFirst()
                    .map(standing -> Answer.replay(standing, command.fingerprint()))
                    .orElseGet(() -> fail(command, BookRules.judge(command, why,
                            invocation.now()), Optional.empty(), invocation));
            case Committing.Ambiguous<Booking>() -> fail(command, Refusal.of(Reason.STORE_ERROR),
                    Optional.of(commit.bookings().getFirst()), invocation);
        };
    }

    /** @param inFlight what an ambiguous write of this invocation may have left behind */
    Answer<Booking> fail(BookCommand command, Refusal refusal, Optional<Booking> inFlight,
            Invocation invocation) {
        Booking failed = Booking.failed(command, refusal.at(invocation.now()));
        Recording<Booking> recording = Fence.record(() -> ledger.record(failed), invocation);
        return Answer.ofFence(recording, command.fingerprint(), failed, inFlight);
    }
}
