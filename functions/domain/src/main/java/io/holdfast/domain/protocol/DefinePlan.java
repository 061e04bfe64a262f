package io.holdfast.domain.protocol;

import io.holdfast.domain.Id;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.decision.Decision;
import io.holdfast.domain.decision.DefineRules;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.RecordWrite.PutDefinition;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Defines a resource. A recorded verdict is the answer even if the precondition is no longer met:
 * the repetition of a creation finds the resource that it made.
 */
record DefinePlan(Define command) implements Plan {
    @Override
    public Id record() {
        return command.id();
    }

    @Override
    public Set<Id> reads() {
        return Set.of(command.id(), command.resource());
    }

    @Override
    public Optional<Answer> recorded(Image image) {
        return image.definition(command.id()).map(this::replay);
    }

    @Override
    public Decision decide(Image image, Instant now, Nonce nonce) {
        return DefineRules.decide(command, image, now, nonce);
    }

    @Override
    public Decision judge(ResourceId resource, Image image, Image seen, Instant now) {
        return DefineRules.judge(command, image.resource(resource), now);
    }

    @Override
    public boolean isOfThisCommand(ResourceId resource, Image image) {
        return DefineRules.isAdoptable(command, image.resource(resource));
    }

    @Override
    public Answer committed(RecordWrite record, Instant now) {
        return first(((PutDefinition) record).definition());
    }

    @Override
    public boolean mustSettle() {
        return true;
    }

    /**
     * A definition is answered COMMITTED only once it is settled: its caller may rely on it then.
     * Whoever finds it so reads the resource after the record, and settles what is left.
     */
    @Override
    public Answer settled(Answer answer, Ledger ledger) {
        if (!(answer instanceof Answer.DefinitionDecided(DefinitionRecord definition, var replayed))
                || definition.defined().flatMap(Defined::nonce).isEmpty()) {
            return answer;
        }
        Nonce nonce = definition.defined().flatMap(Defined::nonce).orElseThrow();
        return switch (ledger.read(Set.of(definition.resource()))) {
            case Reading.Read(Image image) when image.shows(definition.resource()) ->
                image.resource(definition.resource()).flatMap(Resource::defining)
                        .filter(intent -> intent.nonce().equals(nonce))
                        .map(intent -> settle(definition, intent, answer, ledger))
                        .orElse(answer);
            case Reading reading -> new Answer.Undecided();
        };
    }

    // Refused because the intent is gone: somebody else has settled it.
    private static Answer settle(DefinitionRecord definition, Intent.OfDefinition intent,
            Answer answer, Ledger ledger) {
        return switch (ledger.settle(DefineRules.settle(definition.resource(), intent))) {
            case Writing.Applied applied -> answer;
            case Writing.Refused refused -> answer;
            case Writing.NotApplied notApplied -> new Answer.Undecided();
            case Writing.Ambiguous ambiguous -> new Answer.Undecided();
        };
    }

    @Override
    public Failure failure(Verdict.Failed verdict, Image seen, Optional<RecordWrite> inFlight) {
        DefinitionRecord failed = new DefinitionRecord(command.id(), command.fingerprint(),
                verdict, command.resource(), Optional.empty());
        return new PutFailure<>(failed, PutDefinition::new,
                inFlight.map(record -> ((PutDefinition) record).definition()),
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
