package io.holdfast.domain.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Reason;
import io.holdfast.domain.ledger.Writing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FenceTest {
    private final List<Duration> waits = new ArrayList<>();
    private int tries;

    @Test
    void fourTriesWithGrowingWaitsAndNoMore() {
        assertThat(record(14, 100)).isInstanceOf(Writing.Ambiguous.class);

        assertThat(tries).isEqualTo(4);
        assertThat(waits).extracting(Duration::toMillis).containsExactly(0L, 25L, 75L, 200L);
    }

    @Test
    void theFirstDecisiveAnswerEndsIt() {
        assertThat(record(2, 100)).isInstanceOf(Writing.Applied.class);

        assertThat(tries).isEqualTo(3);
    }

    @Test
    void withoutTimeLeftThereIsNoFurtherTry() {
        assertThat(record(10, 2)).isInstanceOf(Writing.Ambiguous.class);

        assertThat(tries).isEqualTo(2);
    }

    /** A throttled or an unanswered one is tried again. */
    private Writing record(int indecisive, int patience) {
        Invocation invocation = new Invocation(Instant.EPOCH, base -> {
            waits.add(base);
            return waits.size() <= patience;
        }, Given.nonces());
        return Fence.record(() -> ++tries > indecisive
                ? new Writing.Applied()
                : tries % 2 == 0
                        ? new Writing.NotApplied(Reason.THROTTLED)
                        : new Writing.Ambiguous(),
                invocation);
    }
}
