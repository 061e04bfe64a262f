package io.holdfast.engine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Transactions on one item are a loss system: one server, no queue. Of Poisson arrivals at a rate r
 * it refuses the share rh / (1 + rh), h being the mean time for which the item is taken, whatever
 * the distribution of that time (Erlang 1917). So many arrivals that 3 % are three standard
 * deviations of the share, or more.
 */
class LossSystemTest {
    private static final Percentage TOLERANCE = Percentage.withPercentage(3);
    private static final String CANCELLED = "TransactionCanceledException";
    private static final TransactWriteItemsRequest ONE = Stage.transaction("item");

    @ParameterizedTest
    @CsvSource({"10, 100000", "50, 40000", "100, 40000", "500, 40000", "1000, 40000",
            "2000, 40000"})
    void refusesTheShareThatALossSystemRefuses(double perSecond, int arrivals) {
        Stage stage = new Stage(ServiceTimes.PUBLISHED, ServiceThroughput.UNLIMITED);
        stage.sendAsPoisson(perSecond, arrivals, () -> stage.store.transactWriteItems(ONE));

        stage.time.run();

        double load = perSecond * seconds(stage.store.consumption().meanTimeTaken());
        assertThat(stage.ends(CANCELLED) / (double) arrivals).as("refused")
                .isCloseTo(load / (1 + load), TOLERANCE);
        assertThat(stage.ends("ok") / (double) arrivals).as("committed")
                .isCloseTo(1 / (1 + load), TOLERANCE);
        assertThat(stage.store.consumption().itemsTaken()).isEqualTo(stage.ends("ok"));
    }

    /** The figure of the issue: of 500 a second about 80 are committed. */
    @Test
    void commitsAbout80OutOf500() {
        Stage stage = new Stage(ServiceTimes.PUBLISHED, ServiceThroughput.UNLIMITED);
        stage.sendAsPoisson(500, 20_000, () -> stage.store.transactWriteItems(ONE));

        stage.time.run();

        assertThat(stage.ends("ok") / 40.0).isBetween(77.0, 83.0);
        assertThat(seconds(stage.store.consumption().meanTimeTaken())).isBetween(0.0102, 0.0108);
    }

    /** A control of the formula: what does not arrive at random is hardly ever refused. */
    @Test
    void regularArrivalsAreNoLossSystem() {
        Stage stage = new Stage(ServiceTimes.PUBLISHED, ServiceThroughput.UNLIMITED);
        stage.sendRegularly(50, Duration.ofSeconds(100),
                () -> stage.store.transactWriteItems(ONE));

        stage.time.run();

        assertThat(stage.ends(CANCELLED) / 5_000.0).isLessThan(0.02);
    }

    @ParameterizedTest
    @CsvSource({"3", "6", "12"})
    void anItemIsTakenForAsLongAsIsSet(long millis) {
        Stage stage = new Stage(
                ServiceTimes.PUBLISHED.withItemsTakenFor(Duration.ofMillis(millis)),
                ServiceThroughput.UNLIMITED);
        stage.sendRegularly(5, Duration.ofSeconds(1_000),
                () -> stage.store.transactWriteItems(ONE));

        stage.time.run();

        assertThat(seconds(stage.store.consumption().meanTimeTaken()))
                .isCloseTo(millis / 1_000.0, TOLERANCE);
    }

    /** Others meet the same: a plain write finds the item taken for that share of the time. */
    @Test
    void plainWritesAreRefusedWhileItIsTakenAndReadsNever() {
        Stage transactions = new Stage(ServiceTimes.PUBLISHED, ServiceThroughput.UNLIMITED);
        int[] refused = {0};
        int writes = 20_000;
        transactions.sendAsPoisson(100, 15_000,
                () -> transactions.store.transactWriteItems(ONE));
        for (int i = 0; i < writes; i++) {
            transactions.time.start(Duration.ofNanos(i * 7_001_003L), () -> {
                try {
                    transactions.store.putItem(Stage.put("item", "plain"));
                } catch (TransactionConflictException e) {
                    refused[0]++;
                }
                transactions.store.getItem(
                        GetItemRequest.builder().key(Stage.key("item")).build());
            });
        }

        transactions.time.run();

        double load = 100 * seconds(transactions.store.consumption().meanTimeTaken());
        assertThat(refused[0] / (double) writes).isCloseTo(load / (1 + load), within(0.02));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
