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

class RetryPolicyTest {
    private final List<Duration> pauses = new ArrayList<>();
    private final RetryPolicy retries = new RetryPolicy(pauses::add);
    private int sent;

    static Stream<Reply> repliesThatMayChange() {
        return Stream.of(Reply.Missing.NO_REPLY, answer(429), answer(500), answer(503),
                answer(504));
    }

    @ParameterizedTest
    @MethodSource("repliesThatMayChange")
    void aReplyThatMayChangeIsRetriedALimitedNumberOfTimesWithGrowingPauses(Reply reply) {
        assertThat(retries.untilFinal(() -> count(reply))).isEqualTo(reply);

        assertThat(sent).isEqualTo(RetryPolicy.TRIES);
        assertThat(pauses).hasSize(RetryPolicy.TRIES - 1);
        for (int i = 0; i < pauses.size(); i++) {
            assertThat(pauses.get(i)).isBetween(Duration.ofMillis(200L << i),
                    Duration.ofMillis(300L << i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 400, 403, 404, 409, 422})
    void aFinalAnswerIsNotRetried(int status) {
        retries.untilFinal(() -> count(answer(status)));

        assertThat(sent).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void retriesEndWithTheFirstFinalAnswer() {
        Deque<Reply> replies = new ArrayDeque<>(
                List.of(answer(503), Reply.Missing.NO_REPLY, answer(201)));

        assertThat(retries.untilFinal(() -> count(replies.pop()))).isEqualTo(answer(201));
        assertThat(sent).isEqualTo(3);
    }

    @Test
    void theServiceMayAskForALongerPauseWithinALimit() {
        retries.untilFinal(() -> count(answerAfter(Duration.ofSeconds(3))));
        retries.untilFinal(() -> count(answerAfter(Duration.ofHours(1))));

        assertThat(pauses.getFirst()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(pauses).allSatisfy(
                pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofMillis(7500)));
    }

    @Test
    void anAttemptIsSentOnce() {
        retries.once(() -> count(answer(503)));

        assertThat(sent).isEqualTo(1);
    }

    @Test
    void nothingIsSentAfterAHundredCallsWithoutReply() {
        for (int i = 1; i < RetryPolicy.MOST_WITHOUT_REPLY; i++) {
            retries.once(() -> count(Reply.Missing.NO_REPLY));
        }
        retries.once(() -> count(answer(409)));
        for (int i = 0; i < RetryPolicy.MOST_WITHOUT_REPLY; i++) {
            retries.once(() -> count(Reply.Missing.NO_REPLY));
        }
        assertThat(sent).isEqualTo(2 * RetryPolicy.MOST_WITHOUT_REPLY);

        assertThat(retries.untilFinal(() -> count(answer(201))))
                .isEqualTo(Reply.Missing.NOT_SENT);
        assertThat(sent).isEqualTo(2 * RetryPolicy.MOST_WITHOUT_REPLY);
    }

    private Reply count(Reply reply) {
        sent++;
        return reply;
    }

    private static Reply answer(int status) {
        return new Reply.Answer(status, JsonNodeFactory.instance.objectNode(), Optional.empty());
    }

    private static Reply answerAfter(Duration pause) {
        return new Reply.Answer(503, JsonNodeFactory.instance.objectNode(), Optional.of(pause));
    }
}
