package io.holdfast.domain.protocol;

import io.holdfast.domain.Id;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.decision.Decision;
import io.holdfast.domain.decision.DefineRules;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.PutDefinition;
import io.holdfast.domain.resource.DefinitionRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Defines a resource. A recorded verdict is the answer even if the precondition is no longer met:
 * the repetition of a creation finds the resource that it made.
 */
record DefinePlan(Define command) implements Plan {
    @Override
    public Set<Id> reads() {
        return Set.of(command.id(), command.resource());
    }

    @Override
    public Optional<Answer> recorded(Image image) {
        return image.definition(command.id()).map(this::replay);
    }

    @Override
    public boolean isUnmet(Image image) {
        return image.shows(command.resource())
                && !command.precondition().isMetBy(image.resource(command.resource()).isPresent());
    }

    @Override
    public Decision decide(Image image, Instant now) {
        return DefineRules.decide(command, image, now);
    }

    @Override
    public Refusal judge(Commit commit, Canceled why, Instant now) {
        return DefineRules.judge(command, why, now);
    }

    @Override
    public Answer committed(Commit commit, Instant now) {
        return first(commit.result().definition(command.id()).orElseThrow());
    }

    @Override
    public Failure failure(Verdict.Failed verdict, Image seen, Image inFlight) {
        DefinitionRecord failed = new DefinitionRecord(command.id(), command.fingerprint(),
                verdict, command.resource(), Optional.empty());
        return new PutFailure<>(failed, PutDefinition::new, inFlight.definition(command.id()),
                image -> image.definition(command.id()), this::replay, DefinePlan::first);
    }

    private Answer replay(DefinitionRecord recorded) {
        return Answer.replay(recorded, command.fingerprint(),
                new Answer.DefinitionDecided(recorded, true));
    }

    private static Answer first(DefinitionRecord definition) {
        return new Answer.DefinitionDecided(definition, false);
    }
}
