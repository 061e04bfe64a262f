package io.holdfast.replay.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest {
    private final List<Duration> pauses = new ArrayList<>();
    private final Patience patience = new Patience(pauses::add);
    private int asked;

    @ParameterizedTest
    @ValueSource(ints = {0, 429, 500, 503, 504})
    void whatHasNoVerdictIsAskedAgainWithLongerPausesAndNotForEver(int status) {
        assertThat(patience.untilAnswered(() -> reply(status, 0)).status()).isEqualTo(status);

        assertThat(asked).isEqualTo(Patience.TRIES);
        assertThat(pauses).hasSize(Patience.TRIES - 1);
        for (int i = 0; i < pauses.size(); i++) {
            assertThat(pauses.get(i)).isBetween(Duration.ofMillis(200L << i),
                    Duration.ofMillis(300L << i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 400, 403, 404, 409, 422})
    void anAnswerIsNotAskedForAgain(int status) {
        patience.untilAnswered(() -> reply(status, 0));

        assertThat(asked).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void askingEndsWithTheFirstAnswer() {
        Deque<Integer> statuses = new ArrayDeque<>(List.of(503, 0, 201));

        assertThat(patience.untilAnswered(() -> reply(statuses.pop(), 0)).status())
                .isEqualTo(201);
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void theServiceMayAskForALongerPauseWithinALimit() {
        patience.untilAnswered(() -> reply(503, 3));
        patience.untilAnswered(() -> reply(503, 3600));

        assertThat(pauses.getFirst()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(pauses).allSatisfy(
                pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofMillis(7500)));
    }

    @Test
    void anAttemptIsSentOnce() {
        patience.once(() -> reply(503, 0));

        assertThat(asked).isEqualTo(1);
    }

    @Test
    void nothingIsSentToAServiceThatHasBeenSilentForLong() {
        for (int i = 1; i < Patience.SILENCES; i++) {
            patience.once(() -> reply(0, 0));
        }
        patience.once(() -> reply(409, 0));
        for (int i = 0; i < Patience.SILENCES; i++) {
            patience.once(() -> reply(0, 0));
        }
        assertThat(asked).isEqualTo(2 * Patience.SILENCES);

        assertThat(patience.untilAnswered(() -> reply(201, 0))).isEqualTo(Api.Reply.NOT_SENT);
        assertThat(asked).isEqualTo(2 * Patience.SILENCES);
    }

    private Api.Reply reply(int status, long retryAfter) {
        asked++;
        return new Api.Reply(status, JsonNodeFactory.instance.objectNode(), retryAfter);
    }
}
