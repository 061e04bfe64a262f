package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Why a command is not admitted, before anything is recorded. */
public record Refusal(Reason reason, Evidence evidence) {
    public static Refusal of(Reason reason) {
        return new Refusal(reason, Evidence.NONE);
    }

    /** A guard on the resource was true when it was read, and false when it was written. */
    static Refusal lostRace(ResourceId resource) {
        return new Refusal(Reason.CONTENTION, Evidence.of(resource));
    }

    public Verdict.Failed at(Instant now) {
        return new Verdict.Failed(reason, evidence, now);
    }

    /** The first by the precedence of reasons; among equals the first in the order given. */
    static Optional<Refusal> first(Collection<Refusal> refusals) {
        return refusals.stream().min(Comparator.comparing(Refusal::reason));
    }
}
