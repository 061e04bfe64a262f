package io.holdfast.replay.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest {
    private final List<Duration> pauses = new ArrayList<>();
    private final Patience patience = new Patience(pauses::add);
    private int asked;

    static Stream<Reply> withoutVerdict() {
        return Stream.of(Reply.Missing.NO_REPLY, answer(429), answer(500), answer(503),
                answer(504));
    }

    @ParameterizedTest
    @MethodSource("withoutVerdict")
    void aCallWithoutVerdictIsRetriedWithLongerPausesAndNotForEver(Reply reply) {
        assertThat(patience.untilAnswered(() -> count(reply))).isEqualTo(reply);

        assertThat(asked).isEqualTo(Patience.TRIES);
        assertThat(pauses).hasSize(Patience.TRIES - 1);
        for (int i = 0; i < pauses.size(); i++) {
            assertThat(pauses.get(i)).isBetween(Duration.ofMillis(200L << i),
                    Duration.ofMillis(300L << i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 400, 403, 404, 409, 422})
    void anAnswerIsNotRetried(int status) {
        patience.untilAnswered(() -> count(answer(status)));

        assertThat(asked).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void retriesEndWithTheFirstAnswer() {
        Deque<Reply> replies = new ArrayDeque<>(
                List.of(answer(503), Reply.Missing.NO_REPLY, answer(201)));

        assertThat(patience.untilAnswered(() -> count(replies.pop()))).isEqualTo(answer(201));
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void theServiceMayAskForALongerPauseWithinALimit() {
        patience.untilAnswered(() -> count(answerAfter(Duration.ofSeconds(3))));
        patience.untilAnswered(() -> count(answerAfter(Duration.ofHours(1))));

        assertThat(pauses.getFirst()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(pauses).allSatisfy(
                pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofMillis(7500)));
    }

    @Test
    void anAttemptIsSentOnce() {
        patience.once(() -> count(answer(503)));

        assertThat(asked).isEqualTo(1);
    }

    @Test
    void nothingIsSentAfterAHundredCallsWithoutReply() {
        for (int i = 1; i < Patience.SILENCES; i++) {
            patience.once(() -> count(Reply.Missing.NO_REPLY));
        }
        patience.once(() -> count(answer(409)));
        for (int i = 0; i < Patience.SILENCES; i++) {
            patience.once(() -> count(Reply.Missing.NO_REPLY));
        }
        assertThat(asked).isEqualTo(2 * Patience.SILENCES);

        assertThat(patience.untilAnswered(() -> count(answer(201))))
                .isEqualTo(Reply.Missing.NOT_SENT);
        assertThat(asked).isEqualTo(2 * Patience.SILENCES);
    }

    private Reply count(Reply reply) {
        asked++;
        return reply;
    }

    private static Reply answer(int status) {
        return new Reply.Answer(status, JsonNodeFactory.instance.objectNode(), Optional.empty());
    }

    private static Reply answerAfter(Duration pause) {
        return new Reply.Answer(503, JsonNodeFactory.instance.objectNode(), Optional.of(pause));
    }
}
