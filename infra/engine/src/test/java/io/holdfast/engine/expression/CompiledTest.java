package io.holdfast.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class CompiledTest {
    private final List<String> parsed = new ArrayList<>();
    private final Compiled<Integer> lengths = new Compiled<>(text -> {
        parsed.add(text);
        return text.length();
    });

    @Test
    void oneTextIsParsedOnce() {
        assertThat(lengths.form("#a = :a")).isEqualTo(7);
        assertThat(lengths.form("#a = :a")).isEqualTo(7);

        assertThat(parsed).containsExactly("#a = :a");
    }

    @Test
    void aRunWithManyTextsDoesNotFillTheMemory() {
        for (int i = 0; i < 3 * Compiled.MOST; i++) {
            lengths.form("#a = :a" + i);

            assertThat(lengths.size()).isLessThanOrEqualTo(Compiled.MOST);
        }
    }

    @Test
    void aFormThatIsNotKnownIsRejectedEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Condition.of("contains(#a, :a)"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not known here");
        }
    }

    // The first alternative holds, so a lazy evaluation would not see the second one.
    @Test
    void everyTermIsEvaluated() {
        Condition condition = Condition.of("(attribute_not_exists(#a) OR #a < :a)");
        Placeholders placeholders = new Placeholders(Map.of("#a", "a"),
                Map.of(":a", AttributeValue
                        .fromS("text")));

        assertThatThrownBy(() -> condition.holds(Map.of(), placeholders))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only numbers");
    }
}
