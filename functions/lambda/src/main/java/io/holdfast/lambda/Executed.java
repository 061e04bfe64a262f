package io.holdfast.lambda;

import io.holdfast.domain.Answer;
import io.holdfast.domain.BookCommand;
import io.holdfast.domain.Booking;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.ChangeAnswer;
import io.holdfast.domain.ChangeCommand;
import io.holdfast.domain.Verdict;
import java.time.Instant;
import java.util.Optional;

/** A command that was carried out, and what came of it. */
sealed interface Executed {
    /** The verdict that stands; empty where there is none. */
    Optional<Verdict> verdict();

    /** Whether asking again, with the same id, will decide it. */
    boolean undecided();

    /** As the route's caller would be told. */
    HttpResponse reply(Instant now);

    /** A booking. */
    record Booked(BookCommand command, Answer<Booking> answer) implements Executed {
        @Override
        public Optional<Verdict> verdict() {
            return verdictOf(answer);
        }

        @Override
        public boolean undecided() {
            return answer instanceof Answer.Undecided<Booking>;
        }

        @Override
        public HttpResponse reply(Instant now) {
            return Replies.booked(command.id(), answer, now);
        }
    }

    /** A confirm or a release. */
    record Changed(ChangeCommand command, ChangeAnswer answer) implements Executed {
        @Override
        public Optional<Verdict> verdict() {
            return answer instanceof ChangeAnswer.Settled settled
                    ? Optional.of(settled.verdict())
                    : Optional.empty();
        }

        @Override
        public boolean undecided() {
            return answer instanceof ChangeAnswer.Undecided;
        }

        @Override
        public HttpResponse reply(Instant now) {
            return Replies.changed(command, answer, now);
        }
    }

    /** An id that was given up on. */
    record Resolved(BookingId booking, Answer<Booking> answer) implements Executed {
        @Override
        public Optional<Verdict> verdict() {
            return verdictOf(answer);
        }

        @Override
        public boolean undecided() {
            return answer instanceof Answer.Undecided<Booking>;
        }

        @Override
        public HttpResponse reply(Instant now) {
            return Replies.resolved(answer, now);
        }
    }

    private static Optional<Verdict> verdictOf(Answer<Booking> answer) {
        return answer instanceof Answer.Settled<Booking>(Booking standing, boolean replayed)
                ? Optional.of(standing.verdict())
                : Optional.empty();
    }
}
