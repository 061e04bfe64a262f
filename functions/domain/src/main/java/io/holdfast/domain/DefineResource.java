package io.holdfast.domain;

import io.holdfast.domain.Ledger.Committing;
import io.holdfast.domain.Ledger.DefinitionView;
import io.holdfast.domain.Ledger.Reading;
import io.holdfast.domain.Ledger.Recording;
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
        return switch (ledger.readForDefinition(command.id(), command.resourceKey())) {
            case Reading.NotRead<DefinitionView>(Reason reason) ->
                fail(command, Refusal.of(reason), Optional.empty(), invocation);
            case Reading.Read<DefinitionView>(DefinitionView view) -> view.standing()
                    .map(standing -> Answer.replay(standing, command.fingerprint()))
                    .orElseGet(() -> decide(command, view, invocation));
        };
    }

    private Answer<Definition> decide(DefineCommand command, DefinitionView view,
            Invocation invocation) {
        return switch (DefinitionDecision.decide(command, view.resource(), invocation.now())) {
            case Decision.Admit<DefinitionCommit>(DefinitionCommit commit) ->
                commit(command, commit, invocation);
            case Decision.Refuse<DefinitionCommit>(Refusal refusal) ->
                fail(command, refusal, Optional.empty(), invocation);
        };
    }

    private Answer<Definition> commit(DefineCommand command, DefinitionCommit commit,
            Invocation invocation) {
        return switch (ledger.commit(commit)) {
            case Committing.Applied<Definition>() ->
                new Answer.Settled<>(commit.definition(), false);
            case Committing.NotApplied<Definition>(Cancelled<Definition> why) ->
                why.standing().stream()
                        .findFirst()
                        .map(standing -> Answer.replay(standing, command.fingerprint()))
                        .orElseGet(() -> fail(command, DefinitionDecision.judge(command, why,
                                invocation.now()), Optional.empty(), invocation));
            case Committing.Ambiguous<Definition>() ->
                fail(command, Refusal.of(Reason.STORE_ERROR),
                        Optional.of(commit.definition()), invocation);
        };
    }

    private Answer<Definition> fail(DefineCommand command, Refusal refusal,
            Optional<Definition> inFlight, Invocation invocation) {
        Definition failed = Definition.failed(command, refusal.at(invocation.now()));
        Recording<Definition> recording = Fence.record(() -> ledger.record(failed), invocation);
        return Answer.ofFence(recording, command.fingerprint(), failed, inFlight);
    }
}
