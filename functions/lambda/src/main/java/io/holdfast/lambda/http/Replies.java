package io.holdfast.lambda.http;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.listing.ListQuery;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.Resource;
import io.holdfast.lambda.invocation.Execution;
import io.holdfast.lambda.json.BookingJson;
import io.holdfast.lambda.json.CommandJson;
import io.holdfast.lambda.json.ListJson;
import io.holdfast.lambda.json.ResourceJson;
import io.holdfast.lambda.json.VerdictJson;
import java.time.Instant;
import java.util.List;

/** Answers to commands, and images, as HTTP replies (design section 5). */
public final class Replies {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;

    private Replies() {}

    /** The reply to a command that was run. */
    public static HttpResponse of(Execution execution) {
        return of(execution.command(), execution.answer(), execution.now());
    }

    /** The reply to a command that was answered at {@code now}. */
    public static HttpResponse of(Command command, Answer answer, Instant now) {
        return switch (answer) {
            case Answer.Decided decided -> decided(command, decided, now);
            case Answer.Rejected rejected -> Problem.rejected(command, rejected);
            case Answer.Undecided() -> Problem.undecided(new Subject(command));
        };
    }

    /** A booking that was read, whatever its verdict. */
    public static HttpResponse read(Booking booking, Instant now) {
        return HttpResponse.json(OK, BookingJson.of(booking, true, now));
    }

    /** A resource that was read. */
    public static HttpResponse read(Resource resource, Instant now) {
        // No ETag: time alone changes the counts, and expectedDefinitionVersion guards a change.
        return HttpResponse.json(OK, ResourceJson.of(resource, now));
    }

    /**
     * Resources that were read, in the order in which they were asked for.
     *
     * @param image which shows all of them
     */
    public static HttpResponse read(List<ResourceId> ids, Image image, Instant now) {
        return HttpResponse.json(OK, ResourceJson.of(ids, image, now));
    }

    /** A page of a list. */
    public static HttpResponse read(ListQuery.Result.Page page, Instant now) {
        return HttpResponse.json(OK, ListJson.of(page, now));
    }

    // A resolve asks for the verdict, so FAILED is its success.
    private static HttpResponse decided(Command command, Answer.Decided decided, Instant now) {
        boolean resolves = command instanceof Command.Resolve;
        return decided.verdict() instanceof Verdict.Failed failed && !resolves
                ? failed(command, failed, decided.replayed())
                : HttpResponse.json(isNew(command, decided) ? CREATED : OK,
                        body(command, decided, now));
    }

    private static HttpResponse failed(Command command, Verdict.Failed failed,
            boolean replayed) {
        String detail = Wording.detail(new Subject(command), failed);
        return Problem.of(failed, CONFLICT, detail, json -> {
            CommandJson.writeNames(json, command);
            VerdictJson.writeVerdict(json, failed);
            json.writeBooleanField("replayed", replayed);
        });
    }

    /** Whether this very request has created a booking or a resource. */
    private static boolean isNew(Command command, Answer.Decided decided) {
        return !decided.replayed() && switch (decided) {
            case Answer.BookingDecided booking -> command instanceof Command.Book;
            case Answer.DefinitionDecided(DefinitionRecord definition, boolean replayed) ->
                definition.defined().filter(Defined::created).isPresent();
            case Answer.TransitionDecided transition -> false;
        };
    }

    private static String body(Command command, Answer.Decided decided, Instant now) {
        return switch (decided) {
            case Answer.BookingDecided(Booking booking, boolean replayed) ->
                BookingJson.of(booking, replayed, now);
            case Answer.DefinitionDecided(DefinitionRecord definition, boolean replayed) ->
                ResourceJson.of(definition, replayed);
            case Answer.TransitionDecided transition ->
                BookingJson.of(command, transition, now);
        };
    }
}
