package io.holdfast.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import io.holdfast.domain.decision.Rules.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Rule<Integer> NEGATIVE = rule(Reason.RESOURCE_CLOSED, 0);
    private static final Rule<Integer> SMALL = rule(Reason.INSUFFICIENT_CAPACITY, 5);

    @Test
    void theFirstRuleThatAppliesIsTheAnswer() {
        Rules<Integer> rules = new Rules<>(List.of(NEGATIVE, SMALL));

        assertThat(rules.refusal(-1)).map(Refusal::reason).contains(Reason.RESOURCE_CLOSED);
        assertThat(rules.refusal(1)).map(Refusal::reason).contains(Reason.INSUFFICIENT_CAPACITY);
        assertThat(rules.refusal(5)).isEmpty();
    }

    @Test
    void aListOutOfTheOrderOfPrecedenceIsRejected() {
        assertThatThrownBy(() -> new Rules<>(List.of(SMALL, NEGATIVE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Rule<Integer> rule(Reason reason, int least) {
        return new Rule<>(reason, number -> number < least, number -> Evidence.NONE);
    }
}
