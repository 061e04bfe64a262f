package io.holdfast.domain.protocol;

import io.holdfast.domain.Reason;
import io.holdfast.domain.command.DefineCommand;
import io.holdfast.domain.decision.Decision;
import io.holdfast.domain.decision.DefineRules;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Cancelled;
import io.holdfast.domain.ledger.DefinitionCommit;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.DefinitionView;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.Ledger.Recording;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Precondition;
import io.holdfast.domain.resource.Resource;
import java.util.Optional;

/**
 * The protocol of a definition, step by step that of a booking (design section 4, Define). The
 * write that creates or changes the resource goes out once.
 */
public final class DefineResource {
    private final Ledger ledger;

    public DefineResource(Ledger ledger) {
        this.ledger = ledger;
    }

    public Answer<Definition> define(DefineCommand command, Invocation invocation) {
        return define(command, Precondition.NONE, invocation);
    }

    /**
     * Defines, if the precondition is met. A command that has a verdict already answers it whatever
     * the precondition says by now: the repetition of a creation finds the resource that it made.
     */
    public Answer<Definition> define(DefineCommand command, Precondition precondition,
            Invocation invocation) {
        return switch (ledger.readForDefinition(command.id(), command.resourceKey())) {
            case Reading.NotRead<DefinitionView> notRead -> new Answer.Undecided<>();
            case Reading.Read<DefinitionView>(DefinitionView view) -> view.standing()
                    .map(standing -> Answer.replay(standing, command.fingerprint()))
                    .orElseGet(() -> decide(command, precondition, view, invocation));
        };
    }

    private Answer<Definition> decide(DefineCommand command, Precondition precondition,
            DefinitionView view, Invocation invocation) {
        if (!precondition.isMetBy(view.resource().isPresent())) {
            return unmet(command);
        }
        // A later release gave the resource a status that this one could not record as kept.
        if (command.status().isEmpty()
                && view.resource().filter(Resource::isOfLaterRelease).isPresent()) {
            return new Answer.Undecided<>();
        }
        return switch (DefineRules.decide(command, view.resource(), invocation.now())) {
            case Decision.Admit<DefinitionCommit>(DefinitionCommit commit) ->
                commit(command, precondition, commit, invocation);
            case Decision.Refuse<DefinitionCommit>(Refusal refusal) ->
                fail(command, refusal, Optional.empty(), invocation);
        };
    }

    private Answer<Definition> commit(DefineCommand command, Precondition precondition,
            DefinitionCommit commit, Invocation invocation) {
        return switch (ledger.commit(commit)) {
            case Committing.Applied<Definition>() ->
                new Answer.Settled<>(commit.definition(), false);
            case Committing.NotApplied<Definition>(Cancelled<Definition> why) ->
                why.standing().stream()
                        .findFirst()
                        .map(standing -> Answer.replay(standing, command.fingerprint()))
                        .orElseGet(() -> notApplied(command, precondition, why, invocation));
            case Committing.Ambiguous<Definition>() ->
                fail(command, Refusal.of(Reason.STORE_ERROR),
                        Optional.of(commit.definition()), invocation);
        };
    }

    // The store has refused this write for good, so an unmet precondition needs no fence.
    private Answer<Definition> notApplied(DefineCommand command, Precondition precondition,
            Cancelled<Definition> why, Invocation invocation) {
        Optional<Resource> image = why.failedGuards().get(command.resourceKey());
        if (image != null && !precondition.isMetBy(image.isPresent())) {
            return unmet(command);
        }
        return fail(command, DefineRules.judge(command, why, invocation.now()),
                Optional.empty(), invocation);
    }

    // The image that does not meet the precondition may be newer than the look for the command's own
    // record: another delivery of this command may have made it. So the record is read after it.
    private Answer<Definition> unmet(DefineCommand command) {
        return switch (ledger.readForDefinition(command.id(), command.resourceKey())) {
            case Reading.NotRead<DefinitionView>(Reason reason) -> new Answer.Undecided<>();
            case Reading.Read<DefinitionView>(DefinitionView view) -> view.standing()
                    .map(standing -> Answer.replay(standing, command.fingerprint()))
                    .orElseGet(Answer.Unmet::new);
        };
    }

    private Answer<Definition> fail(DefineCommand command, Refusal refusal,
            Optional<Definition> inFlight, Invocation invocation) {
        Definition failed = Definition.failed(command, refusal.at(invocation.now()));
        Recording<Definition> recording = Fence.record(() -> ledger.record(failed), invocation);
        return Answer.ofFence(recording, command.fingerprint(), failed, inFlight);
    }
}
