package io.holdfast.lab.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Limits;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.workload.History;
import io.holdfast.lambda.invocation.Wiring;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The main promise under real threads, with the real clock and real waits. */
class NeverOverbookedTest {
    private static final int ATTEMPTS = 200;
    /** With those that a look finds kept, fewer than a resource has room for. */
    private static final int AT_ONCE = 24;
    private static final int CAPACITY = 50;

    private final Functions functions = new Functions(
            Wiring.of(new DynamoDbLedger(Engine.embedded(), Engine.TABLE)));

    @Test
    void twoHundredAttemptsOnFiftyUnitsCommitFifty() throws Exception {
        List<Reply> verdicts = attempt(AT_ONCE);

        assertThat(verdicts).filteredOn(Reply::committed).hasSize(CAPACITY);
        assertThat(verdicts).filteredOn(reply -> !reply.committed())
                .hasSize(ATTEMPTS - CAPACITY)
                .allMatch(reply -> List.of("INSUFFICIENT_CAPACITY", "CONTENTION")
                        .contains(reply.reason()));
    }

    /** Whoever finds the map of intents full is refused; nobody has waited, and nothing is lost. */
    @Test
    void moreAttemptsAtOnceThanAResourceHasIntentsFillItsMapAndNeverOverbook() throws Exception {
        List<Reply> verdicts = attempt(ATTEMPTS);

        assertThat(verdicts).filteredOn(Reply::committed)
                .hasSizeBetween(Limits.INTENTS, CAPACITY);
        assertThat(verdicts).filteredOn(reply -> !reply.committed())
                .allMatch(reply -> List.of("INSUFFICIENT_CAPACITY", "CONTENTION")
                        .contains(reply.reason()));
    }

    private List<Reply> attempt(int atOnce) throws Exception {
        String resource = Engine.fresh("resource");
        functions.define(resource, CAPACITY);
        List<String> ids = IntStream.range(0, ATTEMPTS)
                .mapToObj(i -> Engine.fresh("booking")).toList();
        History history = new History(functions);

        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            List<Callable<Reply>> attempts = ids.stream().<Callable<Reply>>map(
                    id -> () -> history.record(id, () -> functions.book(id, resource, 1))).toList();
            for (Future<Reply> each : threads.invokeAll(attempts)) {
                assertThat(each.get().status()).isIn(201, 409);
            }
        }
        ids.forEach(id -> history.record(id, () -> functions.book(id, resource, 1)));

        history.check(resource);
        List<Reply> verdicts = ids.stream().map(functions::booking).toList();
        long committed = verdicts.stream().filter(Reply::committed).count();
        long rest = CAPACITY - committed;
        if (rest > 0) {
            String next = Engine.fresh("next");
            assertThat(history.record(next, () -> functions.book(next, resource, rest))
                    .committed()).as("the rest is there for the next attempt").isTrue();
        }
        assertThat(functions.resource(resource).number("confirmed")).isEqualTo(CAPACITY);
        return verdicts;
    }
}
