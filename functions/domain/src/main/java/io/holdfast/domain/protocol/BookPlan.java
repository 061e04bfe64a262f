package io.holdfast.domain.protocol;

import io.holdfast.domain.Id;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.decision.BookRules;
import io.holdfast.domain.decision.Decision;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Books: reads the record and every resource. The booking's id is the command's. */
record BookPlan(Book command) implements Plan {
    @Override
    public Set<Id> reads() {
        Set<Id> ids = new LinkedHashSet<>();
        ids.add(command.booking());
        command.lines().stream().map(LineRequest::resource).forEach(ids::add);
        return ids;
    }

    @Override
    public Optional<Answer> recorded(Image image) {
        return image.booking(command.booking()).map(this::replay);
    }

    @Override
    public Decision decide(Image image, Instant now) {
        return BookRules.decide(command, image, now);
    }

    @Override
    public Refusal judge(Commit commit, Canceled why, Instant now) {
        return BookRules.judge(command, why, now);
    }

    @Override
    public Answer committed(Commit commit, Instant now) {
        return first(commit.result().booking(command.booking()).orElseThrow());
    }

    @Override
    public Failure failure(Verdict.Failed verdict, Image seen, Image inFlight) {
        return new PutFailure<>(Booking.failed(command, verdict), PutBooking::new,
                inFlight.booking(command.booking()),
                image -> image.booking(command.booking()), this::replay, BookPlan::first);
    }

    private Answer replay(Booking recorded) {
        return Answer.replay(recorded, command.fingerprint(),
                new Answer.BookingDecided(recorded, true));
    }

    private static Answer first(Booking booking) {
        return new Answer.BookingDecided(booking, false);
    }
}
