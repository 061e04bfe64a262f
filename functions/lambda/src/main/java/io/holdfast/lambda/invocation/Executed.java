package io.holdfast.lambda.invocation;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandRecord;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Booking.Life;
import io.holdfast.domain.command.BookCommand;
import io.holdfast.domain.command.ChangeCommand;
import io.holdfast.domain.command.DefineCommand;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.domain.protocol.ChangeAnswer;
import io.holdfast.domain.resource.Definition;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.http.Problem;
import io.holdfast.lambda.http.Replies;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A command that was carried out, and what came of it. */
public sealed interface Executed {
    /** The rejection of a command on a booking that is not there. */
    String BOOKING_NOT_FOUND = "BOOKING_NOT_FOUND";

    /** What it is called in commands and events. */
    String name();

    /** The id that its verdict stands under. */
    String id();

    /** The resource, or the first of several; empty where nothing of it is known. */
    Optional<ResourceId> resource();

    /** The verdict that stands; empty where there is none. */
    Optional<Verdict> verdict();

    /** Whether the verdict stood before. */
    boolean replayed();

    /** Whether asking again, with the same id, is what decides it. */
    boolean undecided();

    /** Why there can never be a verdict, by the command's own fault; empty where there is or can be. */
    Optional<String> rejection();

    /** As the route's caller is told. */
    HttpResponse reply(Instant now);

    /** A definition. */
    record Defined(DefineCommand command, Answer<Definition> answer)
            implements
                Simple<Definition> {
        @Override
        public String name() {
            return "define";
        }

        @Override
        public String id() {
            return command.id().value();
        }

        @Override
        public Optional<ResourceId> resource() {
            return Optional.of(command.resource());
        }

        @Override
        public HttpResponse reply(Instant now) {
            return Replies.defined(command, answer);
        }
    }

    /** A booking. */
    record Booked(BookCommand command, Answer<Booking> answer) implements Simple<Booking> {
        @Override
        public String name() {
            return "book";
        }

        @Override
        public String id() {
            return command.id().value();
        }

        @Override
        public Optional<ResourceId> resource() {
            return Optional.of(command.lines().getFirst().resource());
        }

        @Override
        public HttpResponse reply(Instant now) {
            return Replies.booked(command.id(), answer, now);
        }
    }

    /** An id that was given up on. */
    record Resolved(BookingId booking, Answer<Booking> answer) implements Simple<Booking> {
        @Override
        public String name() {
            return "resolve";
        }

        @Override
        public String id() {
            return booking.value();
        }

        @Override
        public Optional<ResourceId> resource() {
            return answer instanceof Answer.Settled<Booking>(Booking standing, boolean replayed)
                    ? standing.life().map(Executed::first)
                    : Optional.empty();
        }

        @Override
        public HttpResponse reply(Instant now) {
            return Replies.resolved(booking, answer, now);
        }
    }

    /** A confirm or a release. */
    record Changed(ChangeCommand command, ChangeAnswer answer) implements Executed {
        @Override
        public String name() {
            return command.verb().name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String id() {
            return command.id().value();
        }

        @Override
        public Optional<ResourceId> resource() {
            return answer instanceof ChangeAnswer.Settled settled
                    ? settled.booking().flatMap(Booking::life).map(Executed::first)
                    : Optional.empty();
        }

        @Override
        public Optional<Verdict> verdict() {
            return answer instanceof ChangeAnswer.Settled settled
                    ? Optional.of(settled.verdict())
                    : Optional.empty();
        }

        @Override
        public boolean replayed() {
            return answer instanceof ChangeAnswer.Settled settled && settled.replayed();
        }

        @Override
        public boolean undecided() {
            return answer instanceof ChangeAnswer.Undecided
                    || (answer instanceof ChangeAnswer.TooManyCommands tooMany
                            && tooMany.isTransient());
        }

        @Override
        public Optional<String> rejection() {
            return switch (answer) {
                case ChangeAnswer.NotFound() -> Optional.of(BOOKING_NOT_FOUND);
                case ChangeAnswer.KeyReused() -> Optional.of(Problem.KEY_REUSED.name());
                case ChangeAnswer.TooManyCommands tooMany -> tooMany.isTransient()
                        ? Optional.empty()
                        : Optional.of(Problem.TOO_MANY_COMMANDS.name());
                case ChangeAnswer.Settled settled -> Optional.empty();
                case ChangeAnswer.Undecided() -> Optional.empty();
            };
        }

        @Override
        public HttpResponse reply(Instant now) {
            return Replies.changed(command, answer, now);
        }
    }

    /** One whose verdict stands under an id of its own. */
    sealed interface Simple<T extends CommandRecord> extends Executed {
        Answer<T> answer();

        @Override
        default Optional<Verdict> verdict() {
            return answer() instanceof Answer.Settled<T>(T standing, boolean replayed)
                    ? Optional.of(standing.verdict())
                    : Optional.empty();
        }

        @Override
        default boolean replayed() {
            return answer() instanceof Answer.Settled<T>(T standing, boolean replayed) && replayed;
        }

        @Override
        default boolean undecided() {
            return answer() instanceof Answer.Undecided<T>;
        }

        @Override
        default Optional<String> rejection() {
            return answer() instanceof Answer.KeyReused<T>
                    ? Optional.of(Problem.KEY_REUSED.name())
                    : Optional.empty();
        }
    }

    private static ResourceId first(Life life) {
        return life.lines().getFirst().key().id();
    }
}
