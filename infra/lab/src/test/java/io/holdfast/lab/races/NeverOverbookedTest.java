package io.holdfast.lab.races;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final int CAPACITY = 50;

    private final Functions functions = new Functions(
            Wiring.of(new DynamoDbLedger(Engine.embedded(), Engine.TABLE)));

    @Test
    void twoHundredAttemptsAtOnceOnFiftyUnitsCommitFifty() throws Exception {
        String resource = Engine.fresh("resource");
        functions.define(resource, CAPACITY);
        List<String> ids = IntStream.range(0, ATTEMPTS)
                .mapToObj(i -> Engine.fresh("booking")).toList();
        History history = new History(functions);

        try (ExecutorService threads = Executors.newFixedThreadPool(ATTEMPTS)) {
            List<Callable<Reply>> attempts = ids.stream().<Callable<Reply>>map(
                    id -> () -> history.record(id, () -> functions.book(id, resource, 1))).toList();
            for (Future<Reply> each : threads.invokeAll(attempts)) {
                assertThat(each.get().status()).isIn(201, 409);
            }
        }
        ids.forEach(id -> history.record(id, () -> functions.book(id, resource, 1)));

        history.check(resource);
        List<Reply> verdicts = ids.stream().map(functions::booking).toList();
        assertThat(verdicts).filteredOn(Reply::committed).hasSize(CAPACITY);
        assertThat(verdicts).filteredOn(reply -> !reply.committed())
                .hasSize(ATTEMPTS - CAPACITY)
                .allMatch(reply -> !reply.reason().isEmpty());
        assertThat(functions.resource(resource).number("confirmed")).isEqualTo(CAPACITY);
    }
}
