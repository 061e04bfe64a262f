package io.holdfast.lab.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.invocation.ContextRemainingTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** How an invocation waits. */
class RemainingTimeTest {
    private final List<Long> waits = new ArrayList<>();
    private final ContextRemainingTime.Waiting waiting = new ContextRemainingTime.Waiting() {
        private final RandomGenerator random = new SplittableRandom(1);

        @Override
        public boolean sleep(long millis) {
            return waits.add(millis);
        }

        @Override
        public RandomGenerator jitter(Context context) {
            return random;
        }
    };

    @Test
    void aWaitHasAJitterOfHalfItsLength() {
        ContextRemainingTime plenty = new ContextRemainingTime(new TestContext(20_000),
                Duration.ZERO, waiting);

        for (int i = 0; i < 1_000; i++) {
            assertThat(plenty.await(Duration.ofMillis(200))).isTrue();
        }

        assertThat(waits).allMatch(millis -> millis >= 100 && millis < 300);
        assertThat(waits.stream().distinct().count()).isGreaterThan(100);
    }

    @Test
    void nobodyWaitsWithoutTimeForARequestAfterIt() {
        ContextRemainingTime late = new ContextRemainingTime(new TestContext(3_300),
                Duration.ZERO, waiting);

        assertThat(late.await(Duration.ofMillis(200))).isFalse();
        assertThat(late.await(Duration.ZERO)).isTrue();
        assertThat(waits).containsExactly(0L);
    }
}
