package io.holdfast.domain.protocol;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The core behind every door: it leads a command to its one verdict (design section 4). */
public final class Protocol {
    private final Ledger ledger;

    public Protocol(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Carries out one command.
     *
     * @throws InvalidInput if the command does not fit its subject: a creation without a capacity,
     *        or a release of {@code units} of a booking of several lines
     */
    public Answer execute(Command command, Invocation invocation) {
        return switch (command) {
            case Command.Define define -> attempt(new DefinePlan(define), invocation);
            case Book book -> attempt(new BookPlan(book), invocation);
            case FollowUp followUp -> attempt(new FollowUpPlan(followUp), invocation);
            case Command.Resolve(BookingId booking) -> resolve(booking, invocation);
        };
    }

    /**
     * Carries out bookings that take units of one resource: one read, one note and one request that
     * decides for all that fit, and a verdict for each (design section 4, Batches).
     *
     * @param group 1 to 25 commands of distinct ids that may join, all of the same resource, in the
     *        order of arrival
     * @return the answers; a booking that there was no time to begin has none
     * @throws IllegalArgumentException if the group is not of that form
     */
    public Map<BookingId, Answer> executeTogether(List<Book> group, Invocation invocation) {
        return new GroupAttempt(ledger, invocation).run(group);
    }

    /**
     * Reads resources as callers see them. It writes nothing.
     *
     * @param ids 1 to 100
     * @return the image of those resources alone, without intents that are as good as settled
     */
    public Reading readResources(Set<ResourceId> ids, Instant now) {
        return ResourceReading.read(ids, ledger, now);
    }

    private Answer attempt(Plan plan, Invocation invocation) {
        return new Attempt(ledger, plan, invocation).run();
    }

    // Fails the id, unless something is recorded there already. Either way the answer is final.
    private Answer resolve(BookingId id, Invocation invocation) {
        Booking abandoned = Booking.abandoned(id,
                Refusal.of(Reason.ABANDONED).at(invocation.now()));
        Failure failure = new PutFailure<>(abandoned, PutBooking::new, Optional.empty(),
                (Image image) -> image.booking(id),
                recorded -> new Answer.BookingDecided(recorded, true),
                recorded -> new Answer.BookingDecided(recorded, false));
        return failure.answer(Fence.record(() -> failure.write(ledger), invocation));
    }
}
