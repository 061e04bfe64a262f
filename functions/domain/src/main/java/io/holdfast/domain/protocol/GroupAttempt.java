package io.holdfast.domain.protocol;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.decision.GroupRules;
import io.holdfast.domain.decision.GroupRules.GroupDecision;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One attempt at bookings of one resource that share a write. Members are independent: a booking that the
 * shared write cannot decide is attempted once more, alone.
 */
final class GroupAttempt {
    private final Ledger ledger;
    private final Invocation invocation;
    private final Map<BookingId, Answer> answers = new HashMap<>();

    GroupAttempt(Ledger ledger, Invocation invocation) {
        this.ledger = ledger;
        this.invocation = invocation;
    }

    Map<BookingId, Answer> run(List<Book> group) {
        require(group);
        if (group.size() == 1) {
            answers.put(group.getFirst().booking(), attempt(group.getFirst()).run());
            return answers;
        }
        switch (ledger.read(reads(group))) {
            case Reading.NotRead notRead -> undecided(group);
            case Reading.Read(Image image) -> {
                List<Book> open = replay(group, image);
                if (!open.isEmpty()) {
                    decide(open, image);
                }
            }
        }
        return answers;
    }

    private static Set<Id> reads(List<Book> group) {
        Set<Id> ids = new HashSet<>();
        group.forEach(command -> ids.add(command.booking()));
        ids.add(resource(group));
        return ids;
    }

    /** Answers the bookings that have a verdict; returns the others. */
    private List<Book> replay(List<Book> group, Image image) {
        List<Book> open = new ArrayList<>();
        for (Book command : group) {
            new BookPlan(command).recorded(image).ifPresentOrElse(
                    answer -> answers.put(command.booking(), answer), () -> open.add(command));
        }
        return open;
    }

    private void decide(List<Book> open, Image image) {
        Optional<Resource> resource = image.resource(resource(open));
        // A later release gave the resource a status that this one does not know; that release
        // decides.
        if (resource.filter(Resource::isOfLaterRelease).isPresent()) {
            undecided(open);
            return;
        }
        GroupDecision decision = GroupRules.decide(open, resource, invocation.now());
        if (!decision.admitted().isEmpty()) {
            write(decision.admitted(), GroupRules.admit(decision.admitted(),
                    resource.orElseThrow(), invocation.now()));
        }
        decision.refused().forEach((command, refusal) -> fail(command, refusal, Image.NONE));
        attemptAlone(decision.crowdedOut());
    }

    private void write(List<Book> admitted, Commit commit) {
        switch (ledger.commit(commit)) {
            case Committing.Applied() -> admitted.forEach(command -> answers.put(command.booking(),
                    new BookPlan(command).committed(commit, invocation.now())));
            case Committing.NotApplied(Canceled why) -> canceled(admitted, why);
            // Each is fenced off by itself. There was one write: if it took effect, each record
            // finds its own booking; if the first record came before it, it can take effect for
            // none of them.
            case Committing.Ambiguous() -> admitted.forEach(command -> fail(command,
                    Refusal.of(Reason.STORE_ERROR), commit.result()));
        }
    }

    // Nothing of the group's write took effect, so an attempt alone is the first one of its id.
    // After a throttle there is none: ten requests instead of one would be the wrong answer to it.
    private void canceled(List<Book> admitted, Canceled why) {
        List<Book> rest = replay(admitted, why.image());
        boolean throttledAlone = why.throttled() && !why.conflict()
                && why.image().equals(Image.NONE);
        if (throttledAlone) {
            rest.forEach(
                    command -> fail(command, Refusal.of(Reason.THROTTLED), Image.NONE));
        } else {
            attemptAlone(rest);
        }
    }

    private void attemptAlone(List<Book> commands) {
        for (Book command : commands) {
            if (!invocation.remainingTime().coversCommand()) {
                return;
            }
            answers.put(command.booking(), attempt(command).run());
        }
    }

    private void fail(Book command, Refusal refusal, Image inFlight) {
        answers.put(command.booking(), attempt(command).record(refusal, Image.NONE, inFlight));
    }

    private void undecided(List<Book> group) {
        group.forEach(command -> answers.put(command.booking(), new Answer.Undecided()));
    }

    private Attempt attempt(Book command) {
        return new Attempt(ledger, new BookPlan(command), invocation);
    }

    private static ResourceId resource(List<Book> group) {
        return group.getFirst().lines().getFirst().resource();
    }

    private static void require(List<Book> group) {
        boolean oneResource = group.stream().map(command -> command.lines().getFirst().resource())
                .distinct().count() == 1;
        boolean distinct = group.stream().map(Book::booking).distinct().count() == group.size();
        if (!oneResource || !distinct || group.size() > Limits.GROUP
                || !group.stream().allMatch(Book::mayShareAWrite)) {
            throw new IllegalArgumentException("a group is 1 to " + Limits.GROUP
                    + " bookings of distinct ids and of one resource");
        }
    }
}
