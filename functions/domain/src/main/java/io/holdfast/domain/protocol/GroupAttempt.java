package io.holdfast.domain.protocol;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.decision.GroupRules;
import io.holdfast.domain.decision.GroupRules.Admitted;
import io.holdfast.domain.decision.GroupRules.GroupDecision;
import io.holdfast.domain.decision.Outlook;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One attempt at bookings of one resource that share a read, a look, a note and a request that
 * decides. Members are independent: each has its own intent and its own record, and one that the
 * group cannot decide is attempted once more, alone.
 */
final class GroupAttempt {
    private final Ledger ledger;
    private final Invocation invocation;
    private final OwnNotes notes;
    private final Map<BookingId, Answer> answers = new HashMap<>();

    GroupAttempt(Ledger ledger, Invocation invocation) {
        this.ledger = ledger;
        this.invocation = invocation;
        this.notes = new OwnNotes(ledger, invocation);
    }

    Map<BookingId, Answer> run(List<Book> group) {
        require(group);
        if (group.size() == 1) {
            attemptAlone(group);
            return answers;
        }
        switch (ledger.read(reads(group))) {
            case Reading.NotRead notRead -> undecided(group);
            case Reading.Read(Image image) -> {
                List<Book> open = replay(group, image);
                if (!image.showsAll(reads(open))) {
                    undecided(open);
                } else if (!open.isEmpty()) {
                    look(open, image);
                }
            }
        }
        return answers;
    }

    private static Set<Id> reads(List<Book> group) {
        Set<Id> ids = new LinkedHashSet<>();
        group.forEach(command -> ids.addAll(new BookPlan(command).reads()));
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

    // A look that gives no answer decides nothing for any member.
    private void look(List<Book> open, Image image) {
        Optional<Outlook> outlook = outlook(open, image);
        Set<Id> unproven = outlook.map(GroupAttempt::toLookAt).orElse(Set.of());
        if (unproven.isEmpty()) {
            decide(open, outlook);
            return;
        }
        switch (ledger.read(unproven)) {
            case Reading.NotRead notRead -> undecided(open);
            case Reading.Read(Image records) -> {
                Image all = image.updatedBy(records);
                Optional<Outlook> more = outlook(open, all);
                more.ifPresent(each -> invocation.encounters().countInDoubt(each.inDoubt()));
                decide(replay(open, all), more);
            }
        }
    }

    // Short of units or not: a group looks whenever there is something to learn.
    private static Set<Id> toLookAt(Outlook outlook) {
        boolean due = outlook.image().intents().size() >= Look.TIDIED_FROM
                || outlook.image().defining().isPresent();
        return due ? Look.records(outlook.inDoubt()) : Set.of();
    }

    private Optional<Outlook> outlook(List<Book> group, Image image) {
        return image.resource(resource(group))
                .map(resource -> new Outlook(resource, image, invocation.now()));
    }

    private void decide(List<Book> open, Optional<Outlook> outlook) {
        // A later release gave the resource a status that this one does not know; that release
        // decides.
        if (outlook.map(Outlook::image).filter(Resource::isOfLaterRelease).isPresent()) {
            undecided(open);
            return;
        }
        GroupDecision decision = GroupRules.decide(open, outlook, invocation.now(),
                invocation.nonces());
        List<Book> alone = new ArrayList<>(decision.alone());
        decision.note().ifPresent(
                note -> alone.addAll(note(note, decision.admitted(), outlook.orElseThrow())));
        decision.refused().forEach((command, refusal) -> fail(command, refusal));
        attemptAlone(alone);
    }

    /** Returns those that the note did not attempt: its condition was false. */
    private List<Book> note(Note note, List<Admitted> admitted, Outlook outlook) {
        switch (ledger.note(note)) {
            case Writing.Applied() -> {
                notes.add(note, Image.of(outlook.image()));
                invocation.encounters().countSettled(note, note.noted().getFirst().booking());
                decideEach(admitted);
            }
            case Writing.Refused refused -> {
                return admitted.stream().map(Admitted::command).toList();
            }
            // Ten requests instead of one would be the wrong answer to a throttle.
            case Writing.NotApplied(Reason reason) ->
                admitted.forEach(member -> fail(member.command(), Refusal.of(reason)));
            case Writing.Ambiguous() -> {
                notes.add(note, Image.of(outlook.image()));
                admitted.forEach(
                        member -> fail(member.command(), Refusal.of(Reason.STORE_ERROR)));
                notes.undo(decided());
            }
        }
        return List.of();
    }

    private void decideEach(List<Admitted> admitted) {
        Map<BookingId, Writing> writings = ledger
                .recordTogether(admitted.stream().map(Admitted::record).toList());
        for (Admitted member : admitted) {
            Writing writing = writings.getOrDefault(member.command().booking(),
                    new Writing.Ambiguous());
            switch (writing) {
                case Writing.Applied() -> answers.put(member.command().booking(),
                        new BookPlan(member.command()).committed(member.record(),
                                invocation.now()));
                // Another delivery has written the record; the fence finds it.
                case Writing.Refused refused ->
                    fail(member.command(), Refusal.of(Reason.CONTENTION));
                case Writing.NotApplied(Reason reason) ->
                    fail(member.command(), Refusal.of(reason));
                case Writing.Ambiguous() ->
                    fail(member, Refusal.of(Reason.STORE_ERROR));
            }
        }
        notes.undo(decided());
    }

    private void attemptAlone(List<Book> commands) {
        for (Book command : commands) {
            if (!invocation.remainingTime().coversCommand()) {
                return;
            }
            answers.put(command.booking(), attempt(command).run());
        }
    }

    private void fail(Book command, Refusal refusal) {
        answers.put(command.booking(),
                attempt(command).fail(refusal, Image.NONE, Optional.empty()));
    }

    private void fail(Admitted member, Refusal refusal) {
        answers.put(member.command().booking(), attempt(member.command()).fail(refusal,
                Image.NONE, Optional.of(member.record())));
    }

    /** The records that the answers show. */
    private Image decided() {
        return answers.values().stream().filter(Answer.BookingDecided.class::isInstance)
                .map(answer -> Image.of(((Answer.BookingDecided) answer).booking()))
                .reduce(Image.NONE, Image::updatedBy);
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
