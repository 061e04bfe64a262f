package io.holdfast.domain.protocol;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.BookCommand;
import io.holdfast.domain.decision.BookRules;
import io.holdfast.domain.decision.GroupDecision;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.BookingCommit;
import io.holdfast.domain.ledger.Cancelled;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.BookingView;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The protocol of bookings that came together and take units of the same resource: one read, one
 * guarded write for all that fit, and a verdict for each (design section 4, Batches). No member's
 * fate depends on another's: who can not be decided with the group is decided alone, once.
 */
public final class BookGroup {
    private final Ledger ledger;
    private final BookUnits alone;

    public BookGroup(Ledger ledger) {
        this.ledger = ledger;
        this.alone = new BookUnits(ledger);
    }

    /** Whether a booking may share its write: it takes units of one resource, of any version. */
    public static boolean mayJoin(BookCommand command) {
        return command.lines().size() == 1
                && command.lines().getFirst().expectedVersion().isEmpty();
    }

    /**
     * Books.
     *
     * @param group 1 to 25 commands of distinct ids that may join, all of the same resource, in the
     *        order of arrival
     * @return the answers; those that there was no time to begin are absent
     * @throws IllegalArgumentException if they are not
     */
    public Map<BookingId, Answer<Booking>> book(List<BookCommand> group, Invocation invocation) {
        require(group);
        if (group.size() == 1) {
            return Map.of(group.getFirst().id(), alone.book(group.getFirst(), invocation));
        }
        Map<BookingId, Answer<Booking>> answers = new HashMap<>();
        switch (ledger.readForBooking(ids(group), group.getFirst().resourceKeys())) {
            case Reading.NotRead<BookingView> notRead -> group.forEach(
                    command -> answers.put(command.id(), new Answer.Undecided<>()));
            case Reading.Read<BookingView>(BookingView view) -> {
                List<BookCommand> open = replay(group, view.standing(), answers);
                if (!open.isEmpty()) {
                    decide(open, view, invocation, answers);
                }
            }
        }
        return answers;
    }

    /** Answers those that stand; returns the others. */
    private static List<BookCommand> replay(List<BookCommand> group,
            Map<BookingId, Booking> standing, Map<BookingId, Answer<Booking>> answers) {
        List<BookCommand> open = new ArrayList<>();
        for (BookCommand command : group) {
            Booking stands = standing.get(command.id());
            if (stands == null) {
                open.add(command);
            } else {
                answers.put(command.id(), Answer.replay(stands, command.fingerprint()));
            }
        }
        return open;
    }

    private void decide(List<BookCommand> open, BookingView view, Invocation invocation,
            Map<BookingId, Answer<Booking>> answers) {
        ResourceKey key = open.getFirst().resourceKeys().iterator().next();
        // A later release gave the resource a status that this one cannot judge; that release decides.
        if (view.resources().values().stream().anyMatch(Resource::isOfLaterRelease)) {
            open.forEach(command -> answers.put(command.id(), new Answer.Undecided<>()));
            return;
        }
        GroupDecision decision = BookRules.decideGroup(open,
                Optional.ofNullable(view.resources().get(key)), invocation.now());
        decision.commit().ifPresent(
                commit -> commit(decision.admitted(), commit, invocation, answers));
        decision.refused().forEach((command, refusal) -> answers.put(command.id(),
                alone.fail(command, refusal, Optional.empty(), invocation)));
        bookAlone(decision.crowdedOut(), invocation, answers);
    }

    private void commit(List<BookCommand> admitted, BookingCommit commit, Invocation invocation,
            Map<BookingId, Answer<Booking>> answers) {
        switch (ledger.commit(commit)) {
            case Committing.Applied<Booking>() -> commit.bookings().forEach(booking -> answers
                    .put(booking.id(), new Answer.Settled<>(booking, false)));
            case Committing.NotApplied<Booking>(Cancelled<Booking> why) ->
                cancelled(admitted, why, invocation, answers);
            // Each is fenced off by itself. The write was one: where it landed, each record finds its
            // own booking; where the first record came before it, it can land for nobody.
            case Committing.Ambiguous<Booking>() -> {
                for (int i = 0; i < admitted.size(); i++) {
                    Booking inFlight = commit.bookings().get(i);
                    answers.put(inFlight.id(),
                            alone.fail(admitted.get(i), Refusal.of(Reason.STORE_ERROR),
                                    Optional.of(inFlight), invocation));
                }
            }
        }
    }

    // Nothing of the group's write took effect, so each one that goes alone is the first attempt of its
    // id. Throttling is the exception: ten requests instead of one would be the wrong answer to it.
    private void cancelled(List<BookCommand> admitted, Cancelled<Booking> why,
            Invocation invocation, Map<BookingId, Answer<Booking>> answers) {
        Map<BookingId, Booking> standing = why.standing().stream()
                .collect(Collectors.toMap(Booking::id, Function.identity()));
        List<BookCommand> rest = replay(admitted, standing, answers);
        boolean throttledAlone = why.throttled() && !why.conflict() && standing.isEmpty()
                && why.failedGuards().isEmpty();
        if (throttledAlone) {
            rest.forEach(command -> answers.put(command.id(),
                    fail(command, Reason.THROTTLED, invocation)));
        } else {
            bookAlone(rest, invocation, answers);
        }
    }

    private void bookAlone(List<BookCommand> commands, Invocation invocation,
            Map<BookingId, Answer<Booking>> answers) {
        for (BookCommand command : commands) {
            if (!invocation.pacer().coversCommand()) {
                return;
            }
            answers.put(command.id(), alone.book(command, invocation));
        }
    }

    private Answer<Booking> fail(BookCommand command, Reason reason, Invocation invocation) {
        return alone.fail(command, Refusal.of(reason), Optional.empty(), invocation);
    }

    private static void require(List<BookCommand> group) {
        boolean oneResource = group.stream().map(BookCommand::resourceKeys).distinct().count() == 1;
        if (!oneResource || group.size() > Limits.GROUP || ids(group).size() != group.size()
                || !group.stream().allMatch(BookGroup::mayJoin)) {
            throw new IllegalArgumentException("a group is 1 to " + Limits.GROUP
                    + " bookings of distinct ids and of one resource");
        }
    }

    private static Set<BookingId> ids(List<BookCommand> group) {
        return group.stream().map(BookCommand::id).collect(Collectors.toSet());
    }
}
