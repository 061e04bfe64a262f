package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.DefineCommand;
import io.holdfast.domain.ledger.Cancelled;
import io.holdfast.domain.ledger.DefinitionCommit;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Definition.Defined;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether to admit a definition: pure functions of one image of its resource and {@code now}. */
public final class DefineRules {
    private DefineRules() {}

    /**
     * Before the write: create, change, or refuse.
     *
     * @throws InvalidInput if a resource is to be created without a capacity
     */
    public static Decision<DefinitionCommit> decide(DefineCommand command, Optional<Resource> image,
            Instant now) {
        return refusal(command, image, now)
                .<Decision<DefinitionCommit>>map(Decision.Refuse::new)
                .orElseGet(() -> new Decision.Admit<>(image
                        .map(resource -> change(command, resource, now))
                        .orElseGet(() -> create(command, now))));
    }

    /** After the write was cancelled and nothing stood under the command's id. */
    public static Refusal judge(DefineCommand command, Cancelled<Definition> why, Instant now) {
        Optional<Resource> image = why.failedGuards().get(command.resourceKey());
        if (image != null) {
            return refusal(command, image, now).orElseGet(
                    () -> new Refusal(Reason.CONTENTION, Evidence.of(command.resource())));
        }
        if (why.conflict()) {
            return Refusal.of(Reason.CONTENTION);
        }
        if (why.throttled()) {
            return Refusal.of(Reason.THROTTLED);
        }
        throw new IllegalStateException("the store cancelled a definition for no reason");
    }

    private static Optional<Refusal> refusal(DefineCommand command, Optional<Resource> image,
            Instant now) {
        long current = image.map(Resource::definitionVersion).orElse(0L);
        long expected = command.expectedDefinitionVersion().orElse(current);
        if (image.isEmpty()) {
            return expected == 0
                    ? Optional.empty()
                    : Optional.of(new Refusal(Reason.RESOURCE_NOT_FOUND,
                            Evidence.of(command.resource())));
        }
        Resource resource = image.get();
        Evidence evidence = Evidence.of(resource.id()).with(Figure.DEFINITION_VERSION, current);
        if (expected != current) {
            return Optional.of(new Refusal(Reason.VERSION_MISMATCH,
                    evidence.with(Figure.EXPECTED_DEFINITION_VERSION, expected)));
        }
        long capacity = command.capacity().orElse(resource.capacity());
        long delta = capacity - resource.capacity();
        if (delta < 0 && resource.availableAt(now) + delta < 0 && !command.allowDrain()) {
            return Optional.of(new Refusal(Reason.CAPACITY_IN_USE,
                    evidence.with(Figure.REQUESTED, capacity)
                            .with(Figure.TAKEN, resource.confirmed() + resource.heldAt(now))
                            .with(Figure.CAPACITY, resource.capacity())));
        }
        return Optional.empty();
    }

    private static DefinitionCommit create(DefineCommand command, Instant now) {
        long capacity = command.capacity().orElseThrow(
                () -> new InvalidInput("capacity", "is required to create a resource"));
        Defined defined = new Defined(capacity, command.status().orElse(ResourceStatus.OPEN),
                command.stripes().orElse(1), 1, true);
        return commit(command, defined, OptionalLong.empty(), capacity, ExpiredSlots.NONE, now);
    }

    private static DefinitionCommit change(DefineCommand command, Resource resource, Instant now) {
        long seen = resource.definitionVersion();
        Defined same = new Defined(command.capacity().orElse(resource.capacity()),
                command.status().orElse(resource.status()),
                command.stripes().orElse(resource.stripes()), seen, false);
        Defined defined = changes(same, resource) ? same.withVersion(seen + 1) : same;
        long delta = defined.capacity() - resource.capacity();
        // Collected only where a cut needs it: a guard on slots would let bookings starve an operator.
        boolean needsExpired = delta < 0 && !command.allowDrain()
                && resource.available() + delta < 0;
        return commit(command, defined, OptionalLong.of(seen), delta,
                needsExpired ? ExpiredSlots.of(resource, now, -delta) : ExpiredSlots.NONE, now);
    }

    // A definition that changes nothing raises no version: whoever insists on the version that he
    // saw would be refused although what he saw is still so.
    private static boolean changes(Defined defined, Resource resource) {
        return defined.capacity() != resource.capacity() || defined.status() != resource.status()
                || defined.stripes() != resource.stripes();
    }

    private static DefinitionCommit commit(DefineCommand command, Defined defined,
            OptionalLong seenDefinitionVersion, long delta, ExpiredSlots collected, Instant now) {
        Definition definition = new Definition(command.id(), command.fingerprint(),
                new Verdict.Committed(now), command.resource(), Optional.of(defined));
        return new DefinitionCommit(definition, defined, seenDefinitionVersion, delta,
                command.allowDrain(), collected);
    }
}
