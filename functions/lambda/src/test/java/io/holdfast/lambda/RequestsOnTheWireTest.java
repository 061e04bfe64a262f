package io.holdfast.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Wire;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each operation costs in requests, counted on the wire, however many lines it has. */
class RequestsOnTheWireTest {
    private final Wire wire = Engine.wire();
    private final Functions functions = Functions.on(Engine.overHttp());
    private final String first = Engine.fresh("resource");
    private final String second = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");

    @BeforeEach
    void define() {
        functions.define(first, 1);
        functions.define(second, 1);
        forget();
    }

    @Test
    void aCommitIsOneReadAndOneTransaction() {
        functions.bookEach(booking, first, second);

        assertThat(wire.operations()).containsExactly("BatchGetItem", "TransactWriteItems");
    }

    @Test
    void aRefusalIsOneReadAndOnePut() {
        functions.book(booking, first, 2);

        assertThat(wire.operations()).containsExactly("BatchGetItem", "PutItem");
    }

    @Test
    void aReplayIsOneRead() {
        functions.book(booking, first, 1);
        forget();

        functions.book(booking, first, 1);

        assertThat(wire.operations()).containsExactly("BatchGetItem");
    }

    @Test
    void aDefinitionIsOneReadAndOneTransaction() {
        functions.define(first, 5);

        assertThat(wire.operations()).containsExactly("BatchGetItem", "TransactWriteItems");
    }

    @Test
    void resolveIsOnePut() {
        functions.resolve(booking);

        assertThat(wire.operations()).containsExactly("PutItem");
    }

    @Test
    void anInvalidRequestSendsNothing() {
        functions.book(booking, "{\"resourceId\":\"r\",\"units\":0}");

        assertThat(wire.sent()).isEmpty();
    }

    @Test
    void everyReadIsStronglyConsistent() {
        functions.bookEach(booking, first, second);
        functions.define(first, 5);
        functions.booking(booking);
        functions.resource(first);

        assertThat(wire.sent()).filteredOn(sent -> sent.operation().endsWith("GetItem")).hasSize(4)
                .allMatch(sent -> sent.body().contains("\"ConsistentRead\":true"));
    }

    @Test
    void everyGuardedWriteAsksForWhatStoodThere() {
        functions.bookEach(booking, first, second);
        functions.resolve(booking);

        assertThat(wire.sent()).filteredOn(sent -> sent.operation().equals("TransactWriteItems"))
                .allMatch(sent -> sent.body().split("ALL_OLD", -1).length - 1 == 3);
        assertThat(wire.sent()).filteredOn(sent -> sent.operation().equals("PutItem")).hasSize(1)
                .allMatch(sent -> sent.body().contains("ALL_OLD"));
    }

    private void forget() {
        wire.plan(Map.of());
    }
}
