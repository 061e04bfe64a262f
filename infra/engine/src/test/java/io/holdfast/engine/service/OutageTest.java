package io.holdfast.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** What callers see of an outage, and what the store does in it. */
class OutageTest {
    private static final Duration FROM = Duration.ofSeconds(10);
    private static final Duration TO = Duration.ofSeconds(20);
    private static final String NO_ANSWER = "SdkClientException";
    private static final String ERROR = "InternalServerErrorException";

    private static Stage stage(double errors, double effects, Duration late) {
        return new Stage(ServiceTimes.PUBLISHED, ServiceThroughput.UNLIMITED,
                new Outage(FROM, TO, errors, effects, late), 1);
    }

    private static void sendPuts(Stage stage, int number, Duration from, Duration length) {
        for (int i = 0; i < number; i++) {
            String name = "item-" + i;
            stage.send(from.plus(length.multipliedBy(i).dividedBy(number)),
                    () -> stage.store.putItem(Stage.put(name, "text")));
        }
    }

    private static long written(Stage stage, int number) {
        return IntStream.range(0, number).filter(i -> stage.text("item-" + i).equals("text"))
                .count();
    }

    @Test
    void beforeAndAfterItEverythingIsAnswered() {
        Stage stage = stage(0.5, 0.5, TO);
        sendPuts(stage, 100, Duration.ZERO, Duration.ofSeconds(9));
        sendPuts(stage, 100, TO, Duration.ofSeconds(9));

        stage.time.run();

        assertThat(stage.ends).isEqualTo(Map.of("ok", 200));
    }

    @Test
    void nobodyGetsAnAnswerAndSomeWritesTakeEffect() {
        Stage stage = stage(0, 0.25, Duration.ofSeconds(2));
        sendPuts(stage, 2_000, FROM, Duration.ofSeconds(9));

        stage.time.run();

        assertThat(stage.ends).isEqualTo(Map.of(NO_ANSWER, 2_000));
        assertThat(stage.nanos)
                .containsOnly(ServiceTimes.PUBLISHED.answerTimeout().toNanos());
        assertThat(written(stage, 2_000)).isBetween(450L, 550L);
    }

    @Test
    void aShareOfTheRequestsGetsAnErrorAtOnce() {
        Stage stage = stage(0.25, 0, Duration.ZERO);
        sendPuts(stage, 2_000, FROM, Duration.ofSeconds(9));

        stage.time.run();

        assertThat(stage.ends(ERROR)).isBetween(450, 550);
        assertThat(stage.ends(ERROR) + stage.ends(NO_ANSWER)).isEqualTo(2_000);
        assertThat(written(stage, 2_000)).isZero();
    }

    @Test
    void halfOfTheEffectsComeLate() {
        Stage stage = stage(0, 1, Duration.ofSeconds(8));
        long[] late = {0, 0};
        stage.store.watch(effect -> {
            late[effect.atNanos() > FROM.plusMillis(200).toNanos() ? 1 : 0]++;
            assertThat(effect.atNanos()).isLessThan(TO.toNanos());
        });
        sendPuts(stage, 1_000, FROM, Duration.ofMillis(100));

        stage.time.run();

        assertThat(late[1]).isBetween(430L, 560L);
        assertThat(late[0] + late[1]).isEqualTo(1_000);
    }

    @Test
    void readsGetNoAnswerEither() {
        Stage stage = stage(0, 1, Duration.ZERO);
        stage.send(FROM, () -> stage.store
                .getItem(GetItemRequest.builder().key(Stage.key("item-0")).build()));

        stage.time.run();

        assertThat(stage.ends).isEqualTo(Map.of(NO_ANSWER, 1));
        assertThat(stage.store.consumption().readUnits()).isZero();
    }

    @Test
    void answersThatWereOnTheirWayAreLostButTheirWritesAreNot() {
        Stage stage = stage(1, 0, Duration.ZERO);
        sendPuts(stage, 1, FROM.minusMillis(2), Duration.ZERO);

        stage.time.run();

        assertThat(stage.ends).isEqualTo(Map.of(NO_ANSWER, 1));
        assertThat(stage.nanos)
                .containsExactly(ServiceTimes.PUBLISHED.answerTimeout().toNanos());
        assertThat(written(stage, 1)).isOne();
    }

    @Test
    void aTransactionThatWasUnderWayIsFinishedAfterwards() {
        Stage stage = stage(1, 0, Duration.ZERO);
        stage.send(FROM.minusMillis(8),
                () -> stage.store.transactWriteItems(Stage.transaction("item-0")));
        Set<Long> effects = new HashSet<>();
        stage.store.watch(effect -> effects.add(effect.atNanos()));

        stage.time.run();

        assertThat(stage.ends).isEqualTo(Map.of(NO_ANSWER, 1));
        assertThat(effects).containsExactly(TO.toNanos());
        assertThat(stage.text("item-0")).isEqualTo("of a transaction");
        assertThat(stage.store.consumption().meanTimeTaken()).isGreaterThan(TO.minus(FROM));
    }

    @Test
    void aCallerGivesUpOnASlowAnswer() {
        Duration patience = Duration.ofMillis(20);
        Stage stage = new Stage(new ServiceTimes(Duration.ofMillis(1), Duration.ofMillis(1),
                Duration.ofMillis(5), 0, 1, Duration.ofMillis(50), Duration.ofMillis(5),
                patience), ServiceThroughput.UNLIMITED);
        sendPuts(stage, 1, Duration.ZERO, Duration.ZERO);
        stage.send(Duration.ZERO,
                () -> stage.store.transactWriteItems(Stage.transaction("other")));

        stage.time.run();

        assertThat(stage.ends).isEqualTo(Map.of(NO_ANSWER, 2));
        assertThat(stage.nanos).containsOnly(patience.toNanos());
        assertThat(stage.text("item-0")).isEqualTo("text");
        assertThat(stage.text("other")).isEqualTo("of a transaction");
        assertThat(stage.store.consumption().unanswered()).isEqualTo(2);
    }
}
