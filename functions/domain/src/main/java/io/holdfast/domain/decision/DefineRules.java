package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.PutDefinition;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Create;
import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.ledger.ResourceWrite.Redefinition;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether to admit a definition: pure functions of one image of its resource and {@code now}. */
public final class DefineRules {
    private static final Rules<Asked> RULES = new Rules<>(List.of(
            new Rule<>(Reason.RESOURCE_NOT_FOUND, Asked::insistsOnResource, Asked::named),
            new Rule<>(Reason.VERSION_MISMATCH, Asked::versionDiffers, Asked::versions),
            new Rule<>(Reason.CAPACITY_IN_USE, Asked::cutTakesUnitsInUse, Asked::units)));

    private DefineRules() {}

    /** A command, and the resource that it names. */
    private record Asked(Define command, Optional<Resource> image, Instant now) {
        long current() {
            return image.map(Resource::definitionVersion).orElse(0L);
        }

        long expected() {
            return command.expectedDefinitionVersion().orElse(current());
        }

        long capacity() {
            return command.capacity().orElse(image.map(Resource::capacity).orElse(0L));
        }

        boolean insistsOnResource() {
            return image.isEmpty() && expected() != 0;
        }

        boolean versionDiffers() {
            return expected() != current();
        }

        boolean cutTakesUnitsInUse() {
            return image.isPresent() && !command.allowDrain()
                    && capacity() < image.get().capacity()
                    && capacity() < image.get().capacity() - image.get().availableAt(now);
        }

        Evidence named() {
            return Evidence.of(command.resource());
        }

        Evidence seen() {
            return named().with(Figure.DEFINITION_VERSION, current());
        }

        Evidence versions() {
            return seen().with(Figure.EXPECTED_DEFINITION_VERSION, expected());
        }

        Evidence units() {
            Resource resource = image.orElseThrow();
            return seen().with(Figure.REQUESTED, capacity())
                    .with(Figure.TAKEN, resource.confirmed() + resource.heldAt(now))
                    .with(Figure.CAPACITY, resource.capacity());
        }
    }

    /**
     * Before the write: creates or changes the resource, or refuses.
     *
     * @throws InvalidInput if a resource is to be created without a capacity
     */
    public static Decision decide(Define command, Image image, Instant now) {
        Optional<Resource> resource = image.resource(command.resource());
        // The record would say that the status was kept, and this release cannot name it.
        if (command.status().isEmpty() && resource.filter(Resource::isOfLaterRelease).isPresent()) {
            return new Decision.Unjudgeable();
        }
        return RULES.refusal(new Asked(command, resource, now))
                .<Decision>map(Decision.Refuse::new)
                .orElseGet(() -> new Decision.Admit(resource
                        .map(existing -> change(command, existing, now))
                        .orElseGet(() -> create(command, now))));
    }

    /** After the write was canceled and nothing was recorded under the command's id. */
    public static Refusal judge(Define command, Canceled why, Instant now) {
        if (!why.image().shows(command.resource())) {
            return Refusal.afterCancel(why, List.of());
        }
        return RULES
                .refusal(new Asked(command, why.image().resource(command.resource()), now))
                .orElseGet(() -> Refusal.lostRace(command.resource()));
    }

    private static Commit create(Define command, Instant now) {
        Definition definition = command.applyTo(Optional.empty());
        return new Commit(List.of(put(command, new Defined(definition, 1, true), now)),
                List.of(new Create(command.resource(), definition)));
    }

    // A definition that changes nothing raises no version: otherwise a caller who insists on the
    // version that it saw would be refused although the definition is still the same.
    private static Commit change(Define command, Resource resource, Instant now) {
        long seen = resource.definitionVersion();
        Definition definition = command.applyTo(Optional.of(resource.definition()));
        boolean changes = !definition.equals(resource.definition());
        Defined defined = new Defined(definition, changes ? seen + 1 : seen, false);
        List<ResourceWrite> writes = changes
                ? List.of(write(command, resource, definition, now))
                : List.of();
        return new Commit(List.of(put(command, defined, now)), writes);
    }

    // Expired slots are collected only if a cut needs them: each adds a guard, and bookings would
    // make those fail again and again.
    private static Move write(Define command, Resource resource, Definition definition,
            Instant now) {
        long delta = definition.capacity() - resource.capacity();
        boolean needsExpired = delta < 0 && !command.allowDrain()
                && resource.available() + delta < 0;
        return new Move(command.resource(), movements(delta),
                needsExpired ? ExpiredSlots.of(resource, now, -delta) : ExpiredSlots.NONE,
                OptionalLong.empty(), Optional.of(new Redefinition(resource.definitionVersion(),
                        definition, command.allowDrain())));
    }

    private static List<Movement> movements(long delta) {
        if (delta == 0) {
            return List.of();
        }
        return List.of(delta > 0
                ? new Movement(Counter.OUTSIDE, Counter.AVAILABLE, delta)
                : new Movement(Counter.AVAILABLE, Counter.OUTSIDE, -delta));
    }

    private static PutDefinition put(Define command, Defined defined, Instant now) {
        return new PutDefinition(new DefinitionRecord(command.id(), command.fingerprint(),
                new Verdict.Committed(now), command.resource(), Optional.of(defined)));
    }
}
