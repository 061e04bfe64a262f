package io.holdfast.domain.decision;

import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.resource.Intent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The plans of all lines of one command, which is noted as a whole or not at all. */
final class LinePlans {
    private LinePlans() {}

    /**
     * Refuses for the first reason by precedence, or waits for none of the intents in the way, or
     * admits.
     */
    static Decision decide(List<Refusal> refusals, List<LinePlan> plans,
            Supplier<Decision.Admit> admit) {
        Optional<Refusal> refusal = Refusal.first(refusals);
        if (refusal.isPresent()) {
            return new Decision.Refuse(refusal.get());
        }
        List<LinePlan.Hindered> hindered = plans.stream()
                .filter(LinePlan.Hindered.class::isInstance).map(LinePlan.Hindered.class::cast)
                .toList();
        return hindered.isEmpty() ? admit.get() : hindered(hindered);
    }

    private static Decision hindered(List<LinePlan.Hindered> lines) {
        return new Decision.Hindered(lines.stream().flatMap(line -> line.by().stream()
                .map(intent -> new Decision.Hindrance(line.resource(), intent))).toList(),
                lines.getFirst().refusal());
    }

    static List<ResourceWrite> notes(List<LinePlan> plans) {
        return plans.stream().filter(LinePlan.Noted.class::isInstance)
                .<ResourceWrite>map(plan -> ((LinePlan.Noted) plan).note()).toList();
    }

    static List<Intent> adopted(List<LinePlan> plans) {
        return plans.stream().filter(LinePlan.Adopted.class::isInstance)
                .<Intent>map(plan -> ((LinePlan.Adopted) plan).intent()).toList();
    }

    /** The nonce that the record names for each resource. */
    static Map<ResourceId, Nonce> nonces(List<LinePlan> plans) {
        Map<ResourceId, Nonce> nonces = new HashMap<>();
        plans.forEach(plan -> intent(plan)
                .ifPresent(intent -> nonces.put(plan.resource(), intent.nonce())));
        return nonces;
    }

    static Optional<Intent.OfBooking> intent(LinePlan plan) {
        return switch (plan) {
            case LinePlan.Noted noted -> Optional.of(noted.intent());
            case LinePlan.Adopted adopted -> Optional.of(adopted.intent());
            case LinePlan.Hindered hindered -> Optional.empty();
        };
    }
}
