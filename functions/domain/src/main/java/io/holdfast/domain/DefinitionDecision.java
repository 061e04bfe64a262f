package io.holdfast.domain;

import io.holdfast.domain.Definition.Defined;
import io.holdfast.domain.Evidence.Figure;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether to admit a definition: pure functions of one image of its resource and {@code now}. */
final class DefinitionDecision {
    private DefinitionDecision() {}

    /** Before the write: create, change, or refuse. */
    static Decision<DefinitionCommit> decide(DefineCommand command, Optional<Resource> image,
            Instant now) {
        return refusal(command, image, now)
                .<Decision<DefinitionCommit>>map(Decision.Refuse::new)
                .orElseGet(() -> new Decision.Admit<>(image
                        .map(resource -> change(command, resource, now))
                        .orElseGet(() -> create(command, now))));
    }

    /** After the write was cancelled and nothing stood under the command's id. */
    static Refusal judge(DefineCommand command, Cancelled<Definition> why, Instant now) {
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
        long delta = command.capacity() - resource.capacity();
        if (delta < 0 && resource.availableAt(now) + delta < 0 && !command.allowDrain()) {
            return Optional.of(new Refusal(Reason.CAPACITY_IN_USE,
                    evidence.with(Figure.REQUESTED, command.capacity())
                            .with(Figure.TAKEN, resource.confirmed() + resource.heldAt(now))
                            .with(Figure.CAPACITY, resource.capacity())));
        }
        return Optional.empty();
    }

    private static DefinitionCommit create(DefineCommand command, Instant now) {
        Defined defined = new Defined(command.capacity(),
                command.status().orElse(ResourceStatus.OPEN), command.stripes().orElse(1), 1, true);
        return commit(command, defined, OptionalLong.empty(), command.capacity(), ExpiredSlots.NONE,
                now);
    }

    private static DefinitionCommit change(DefineCommand command, Resource resource, Instant now) {
        Defined defined = new Defined(command.capacity(),
                command.status().orElse(resource.status()),
                command.stripes().orElse(resource.stripes()), resource.definitionVersion() + 1,
                false);
        long delta = command.capacity() - resource.capacity();
        // Collected only where a cut needs it: a guard on slots would let bookings starve an operator.
        boolean needsExpired = delta < 0 && !command.allowDrain()
                && resource.available() + delta < 0;
        return commit(command, defined, OptionalLong.of(resource.definitionVersion()), delta,
                needsExpired ? ExpiredSlots.of(resource, now, -delta) : ExpiredSlots.NONE, now);
    }

    private static DefinitionCommit commit(DefineCommand command, Defined defined,
            OptionalLong seenDefinitionVersion, long delta, ExpiredSlots collected, Instant now) {
        Definition definition = new Definition(command.id(), command.fingerprint(),
                new Verdict.Committed(now), command.resource(), Optional.of(defined));
        return new DefinitionCommit(definition, defined, seenDefinitionVersion, delta,
                command.allowDrain(), collected);
    }
}
