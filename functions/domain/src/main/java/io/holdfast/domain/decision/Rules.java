package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Rules in the order of precedence of their reasons: the first that applies is the answer (design
 * section 2).
 */
record Rules<S>(List<Rule<S>> inOrder) {
    /**
     * A reason to refuse, and when it is true.
     *
     * @param <S> the subject: one line of a command and the image that it is judged on
     * @param evidence the figures of that image
     */
    record Rule<S>(Reason reason, Predicate<S> applies, Function<S, Evidence> evidence) {}

    Rules {
        inOrder = List.copyOf(inOrder);
        List<Reason> reasons = inOrder.stream().map(Rule::reason).toList();
        if (!reasons.equals(reasons.stream().sorted().toList())) {
            throw new IllegalArgumentException("rules are not in the order of precedence");
        }
    }

    /** The first reason that applies. */
    Optional<Refusal> refusal(S subject) {
        for (Rule<S> rule : inOrder) {
            if (rule.applies().test(subject)) {
                return Optional.of(new Refusal(rule.reason(), rule.evidence().apply(subject)));
            }
        }
        return Optional.empty();
    }
}
