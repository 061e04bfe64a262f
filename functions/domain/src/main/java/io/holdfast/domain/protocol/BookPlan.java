package io.holdfast.domain.protocol;

import io.holdfast.domain.Id;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.decision.BookRules;
import io.holdfast.domain.decision.Decision;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Books: reads the record and every resource. The booking's id is the command's. */
record BookPlan(Book command) implements Plan {
    @Override
    public Id record() {
        return command.booking();
    }

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
    public Decision decide(Image image, Instant now, Nonce nonce) {
        return BookRules.decide(command, image, now, nonce);
    }

    @Override
    public Decision judge(ResourceId resource, Image image, Image seen, Instant now) {
        return new Decision.Refuse(
                BookRules.judge(command, resource, image.resource(resource), now));
    }

    @Override
    public boolean isOfThisCommand(ResourceId resource, Image image) {
        return image.resource(resource)
                .flatMap(each -> Optional.ofNullable(each.intents().get(command.booking())))
                .filter(intent -> intent.command().isEmpty()
                        && intent.fingerprint() == command.fingerprint().bits())
                .isPresent();
    }

    @Override
    public Answer committed(RecordWrite record, Instant now) {
        return first(((PutBooking) record).booking());
    }

    @Override
    public Failure failure(Verdict.Failed verdict, Image seen, Optional<RecordWrite> inFlight) {
        return new PutFailure<>(Booking.failed(command, verdict), PutBooking::new,
                inFlight.map(record -> ((PutBooking) record).booking()),
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
