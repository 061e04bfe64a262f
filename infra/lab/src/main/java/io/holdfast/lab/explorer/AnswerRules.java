package io.holdfast.lab.explorer;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.Command.ForBooking;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.Resource;
import io.holdfast.lab.steps.Got;
import io.holdfast.lab.steps.State;
import io.holdfast.lab.steps.Step;
import io.holdfast.lab.steps.Store;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Rules about answers: what a caller was told is what the records say, then and for ever. */
final class AnswerRules {
    private final Race race;

    AnswerRules(Race race) {
        this.race = race;
    }

    void check(Node node, Map<String, Answer> answers, State state) {
        for (Command command : node.program().sent().commands()) {
            Answer answer = Objects.requireNonNull(answers.get(command.idOfVerdict()),
                    () -> "no answer to " + command);
            check(node, command, answer, image(command, state));
            BrokenPromise.unless(!race.scenario().mustCommit() || state.faults() > 0
                    || isCommitted(answer),
                    "two that have room both commit, in every order: " + brief(answer));
        }
    }

    /** The records and the resource that the rules compare with the answer. */
    private Image image(Command command, State state) {
        Store store = race.store();
        return switch (command) {
            case ForBooking forBooking -> store.image(state, forBooking.booking());
            case Define define -> store.image(state, define.id())
                    .updatedBy(store.image(state, define.resource()));
        };
    }

    static boolean isCommitted(Answer answer) {
        return answer instanceof Answer.Decided decided
                && decided.verdict() instanceof Verdict.Committed;
    }

    /** The answer for people. */
    static String brief(Answer answer) {
        return switch (answer) {
            case Answer.Decided decided -> decided.verdict() instanceof Verdict.Failed failed
                    ? "FAILED " + failed.reason() + " " + failed.evidence()
                    : "COMMITTED";
            case Answer.Rejected(var cause, var unrecorded) -> cause.name();
            case Answer.Undecided() -> "UNDECIDED";
        };
    }

    private static void check(Node node, Command command, Answer answer, Image all) {
        switch (answer) {
            case Answer.BookingDecided(Booking booking, var replayed) -> {
                verdict(all.booking(((ForBooking) command).booking()).map(Booking::verdict),
                        booking.verdict());
                ofThisCommand(command, booking);
            }
            case Answer.DefinitionDecided(DefinitionRecord definition, var replayed) ->
                definition(definition, all);
            case Answer.TransitionDecided decided ->
                transition((FollowUp) command, decided.verdict(), all);
            case Answer.Rejected(Answer.Cause cause, var unrecorded) ->
                rejected(node, command, cause, all);
            case Answer.Undecided() -> BrokenPromise.unless(
                    node.history().stream().anyMatch(AnswerRules::isWithoutAnswer),
                    "UNDECIDED only when the store gave no decisive answer");
        }
    }

    private static boolean isWithoutAnswer(Got got) {
        return got.fate() != Step.Fate.PASS
                || got.parts().stream().anyMatch(part -> part.fate() != Step.Fate.PASS);
    }

    private static void verdict(Optional<Verdict> recorded, Verdict answered) {
        BrokenPromise.unless(recorded.equals(Optional.of(answered)),
                "one id, one verdict forever: " + answered + " was answered, recorded is "
                        + recorded);
    }

    /** An abandoned id gives every command that answer; a resolve has no payload to compare. */
    private static void ofThisCommand(Command command, Booking booking) {
        BrokenPromise.unless(!(command instanceof Book book)
                || book.fingerprint().equals(booking.fingerprint())
                || (booking.fingerprint() == null && booking.admission().isEmpty()),
                "one id, one command: key-reused for any other");
    }

    private static void definition(DefinitionRecord definition, Image all) {
        verdict(all.definition(definition.id()).map(DefinitionRecord::verdict),
                definition.verdict());
        definition.defined().ifPresent(defined -> BrokenPromise.unless(
                all.resource(definition.resource()).map(Resource::definitionVersion)
                        .filter(version -> version >= defined.definitionVersion()).isPresent(),
                "COMMITTED is answered once the definition is settled"));
    }

    private static void transition(FollowUp command, Verdict answered, Image all) {
        Booking booking = all.booking(command.booking()).orElseThrow();
        Optional<Transition> entry = booking.transition(command.id());
        if (entry.isPresent() || booking.admission().isEmpty()) {
            verdict(entry.map(Transition::verdict).or(() -> Optional.of(answered)), answered);
            return;
        }
        BrokenPromise.unless(answered instanceof Verdict.Committed
                && command.milestone().flatMap(milestone -> booking.admission().orElseThrow()
                        .reachedAt(milestone)).equals(Optional.of(answered.decidedAt())),
                "one id, one verdict forever: " + answered + " was answered, and not recorded");
    }

    private static void rejected(Node node, Command command, Answer.Cause cause, Image all) {
        switch (cause) {
            case KEY_REUSED -> BrokenPromise.unless(isOfAnother(command, all),
                    "key-reused only where another command has the id");
            case TOO_MANY_COMMANDS -> tooMany(node, (FollowUp) command, all);
            case BOOKING_NOT_FOUND, PRECONDITION_FAILED -> {
                // True of what was read; nothing is recorded.
            }
        }
    }

    private static boolean isOfAnother(Command command, Image all) {
        return switch (command) {
            case Book book -> all.booking(book.booking())
                    .filter(each -> !each.answers(book.fingerprint())).isPresent();
            case Define define -> all.definition(define.id())
                    .filter(each -> !each.answers(define.fingerprint())).isPresent();
            case FollowUp followUp -> all.booking(followUp.booking())
                    .flatMap(each -> each.transition(followUp.id()))
                    .filter(each -> !each.fingerprint().equals(followUp.fingerprint()))
                    .isPresent();
            case Command.Resolve resolve -> false;
        };
    }

    // This attempt never takes effect later; another delivery of the command may.
    private static void tooMany(Node node, FollowUp command, Image all) {
        CommandId id = command.id();
        Booking booking = all.booking(command.booking()).orElseThrow();
        BrokenPromise.unless(booking.transition(id).stream()
                .flatMap(each -> each.nonces().values().stream())
                .noneMatch(nonce -> node.program().hasDrawn(nonce)),
                "a command for which there was no room never takes effect later");
    }
}
