package io.holdfast.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * The times against those that were published: the service's own, which are means, within a tenth;
 * and those of callers (DeBrie 2020), which contain what their own machines took, so they bound the
 * times from above, and only the ratios of the medians are compared, within a fifth.
 */
class PercentilesTest {
    private static final int REQUESTS = 20_000;
    private static final Percentage TENTH = Percentage.withPercentage(10);
    private static final Percentage FIFTH = Percentage.withPercentage(20);

    // Milliseconds at the service.
    private static final double GET = 1.2;
    private static final double UPDATE = 3.5;
    private static final double TRANSACTION = 15.7;
    // Milliseconds at a caller: of a put, and of a transaction of five items.
    private static final double PUT_P50 = 7.6;
    private static final double PUT_P99 = 16;
    private static final double TRANSACTION_P50 = 25;
    private static final double TRANSACTION_P99 = 93;

    private static List<Double> gets = List.of();
    private static List<Double> puts = List.of();
    private static List<Double> transactions = List.of();

    // Not in the initialization of this class: the requests run on other threads, and need it.
    @BeforeAll
    static void measure() {
        gets = millis(i -> stage -> stage.store
                .getItem(GetItemRequest.builder().key(Stage.key("item-" + i)).build()));
        puts = millis(i -> stage -> stage.store.putItem(Stage.put("item-" + i, "text")));
        transactions = millis(i -> stage -> stage.store.transactWriteItems(
                Stage.transaction("a" + i, "b" + i, "c" + i, "d" + i, "e" + i)));
    }

    private interface Request {
        Object send(Stage stage);
    }

    private static List<Double> millis(IntFunction<Request> requests) {
        Stage stage = new Stage(ServiceTimes.PUBLISHED, ServiceThroughput.UNLIMITED);
        for (int i = 0; i < REQUESTS; i++) {
            Request request = requests.apply(i);
            stage.send(Duration.ofMillis(i), () -> request.send(stage));
        }
        stage.time.run();
        assertThat(stage.ends("ok")).isEqualTo(REQUESTS);
        return stage.nanos.stream().map(nanos -> nanos / 1e6).sorted().toList();
    }

    private static double meanAtTheService(List<Double> millis) {
        double network = 2 * ServiceTimes.PUBLISHED.network().toNanos() / 1e6;
        return millis.stream().mapToDouble(each -> each).average().orElseThrow() - network;
    }

    private static double percentile(List<Double> millis, int percent) {
        return millis.get(REQUESTS * percent / 100);
    }

    @Test
    void theServiceWorksAsLongAsItSays() {
        assertThat(meanAtTheService(gets)).isCloseTo(GET, TENTH);
        assertThat(meanAtTheService(puts)).isCloseTo(UPDATE, TENTH);
        assertThat(meanAtTheService(transactions)).isCloseTo(TRANSACTION, TENTH);
    }

    @Test
    void aCallerWaitsNoLongerThanWasMeasured() {
        assertThat(percentile(puts, 50)).isLessThan(PUT_P50);
        assertThat(percentile(puts, 99)).isLessThan(PUT_P99);
        assertThat(percentile(transactions, 50)).isLessThan(TRANSACTION_P50);
        assertThat(percentile(transactions, 99)).isLessThan(TRANSACTION_P99);
    }

    @Test
    void aTransactionTakesAsManyTimesAsLongAsAPut() {
        assertThat(percentile(transactions, 50) / percentile(puts, 50))
                .isCloseTo(TRANSACTION_P50 / PUT_P50, FIFTH);
    }

    @Test
    void oneInAThousandIsSlow() {
        double slow = ServiceTimes.PUBLISHED.slowWrite().toMillis();

        assertThat(puts.stream().filter(millis -> millis >= slow).count()).isBetween(8L, 36L);
    }
}
