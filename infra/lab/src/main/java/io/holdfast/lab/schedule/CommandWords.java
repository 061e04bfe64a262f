package io.holdfast.lab.schedule;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.Part;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.lab.race.Sent;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Commands and answers in plain words. */
final class CommandWords {
    private CommandWords() {}

    static String of(Sent sent) {
        return sent.commands().stream().map(CommandWords::of)
                .collect(Collectors.joining("; and "));
    }

    static String of(Command command) {
        return switch (command) {
            case Command.Book book -> (book.holdFor().isPresent() ? "hold " : "book ")
                    + book.lines().stream()
                            .map(line -> units(line.units()) + " of " + line.resource().value())
                            .collect(Collectors.joining(" and "))
                    + book.holdFor().map(time -> " for " + time.toSeconds() + " s").orElse("")
                    + " as booking " + book.booking().value();
            case Command.Resolve resolve -> "give up on booking " + resolve.booking().value();
            case Command.Define define -> "define " + define.resource().value() + ": "
                    + definition(define) + " (command " + define.id().value() + ")";
            case FollowUp followUp -> followUp.name() + " " + of(followUp) + "booking "
                    + followUp.booking().value() + after(followUp) + " (command "
                    + followUp.id().value() + ")";
        };
    }

    private static String of(FollowUp command) {
        return command instanceof FollowUp.Release release && !release.isFull()
                ? parts(release.units(), release.parts()) + " of "
                : "";
    }

    private static String after(FollowUp command) {
        return switch (command) {
            case FollowUp.Amend amend -> " to " + parts(amend.units(), amend.parts());
            case FollowUp.Extend extend -> " by " + extend.holdFor().toSeconds() + " s from now";
            case FollowUp.Confirm confirm -> "";
            case FollowUp.Release release -> "";
        };
    }

    private static String parts(OptionalLong units, List<Part> parts) {
        return units.isPresent()
                ? units(units.getAsLong())
                : parts.stream()
                        .map(part -> units(part.units()) + " of " + part.resource().value())
                        .collect(Collectors.joining(" and "));
    }

    private static String definition(Command.Define define) {
        String capacity = define.capacity().isPresent()
                ? "capacity " + define.capacity().getAsLong()
                : "";
        String status = define.status()
                .map(each -> "status " + each).orElse("");
        String both = capacity + (capacity.isEmpty() || status.isEmpty() ? "" : ", ") + status;
        return (both.isEmpty() ? "nothing new" : both)
                + (define.allowDrain() ? ", a drain is allowed" : "");
    }

    static String units(long units) {
        return units + (units == 1 ? " unit" : " units");
    }

    /** The answer that a caller gets. */
    static String of(Answer answer) {
        return switch (answer) {
            case Answer.Decided decided -> of(decided.verdict())
                    + (decided.replayed() ? ", replayed" : "");
            case Answer.Rejected(var cause, var unrecorded) ->
                "no verdict: " + cause.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            case Answer.Undecided() -> "no verdict yet: undecided";
        };
    }

    static String of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Committed committed -> "COMMITTED";
            case Verdict.Failed failed -> "FAILED " + failed.reason() + evidence(failed);
        };
    }

    private static String evidence(Verdict.Failed failed) {
        ResourceId resource = failed.evidence().resource();
        String figures = failed.evidence().figures().entrySet().stream()
                .map(each -> each.getKey().key() + " " + each.getValue())
                .collect(Collectors.joining(", "));
        String of = resource == null ? "" : resource.value() + (figures.isEmpty() ? "" : ": ");
        return of.isEmpty() && figures.isEmpty() ? "" : " (" + of + figures + ")";
    }
}
