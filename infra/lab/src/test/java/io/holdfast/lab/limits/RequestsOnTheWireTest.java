package io.holdfast.lab.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Limits;
import io.holdfast.engine.Wire;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lambda.Route;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The requests of each operation, counted on the wire: their number does not depend on the lines.
 */
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
    void aConfirmAndAReleaseAreOneReadAndOneTransactionEach() {
        functions.book(booking, "{\"holdFor\":\"PT10M\",\"lines\":[{\"resourceId\":\"" + first
                + "\",\"units\":1},{\"resourceId\":\"" + second + "\",\"units\":1}]}");
        for (String command : List.of("confirm", "release")) {
            forget();
            functions.call(command.equals("confirm") ? Route.CONFIRM : Route.RELEASE, booking,
                    Map.of("idempotency-key", command), "");
            assertThat(wire.operations()).containsExactly("GetItem", "TransactWriteItems");
        }
        forget();

        functions.confirm(booking, "confirm");
        assertThat(wire.operations()).as("a replay is one read").containsExactly("GetItem");
    }

    @Test
    void aRefusedReleaseIsOneReadAndOneUpdate() {
        functions.hold(booking, first, 1, "PT10M");
        forget();

        functions.release(booking, "too-much", 2);
        assertThat(wire.operations()).containsExactly("GetItem", "UpdateItem");
    }

    @Test
    void aFailureForWhichThereIsNoRoomIsOneReadAndOneUpdate() {
        functions.book(booking, first, 1);
        IntStream.range(0, Limits.COMMANDS)
                .forEach(i -> functions.release(booking, "too-much-" + i, 2));
        forget();

        assertThat(functions.release(booking, "one-more", 2).status()).isEqualTo(422);
        assertThat(wire.operations()).containsExactly("GetItem", "UpdateItem");
    }

    @Test
    void collectingCostsNoRequest() {
        functions.hold(booking, first, 1, "PT10M");
        forget();

        Functions later = Functions.on(Engine.overHttp(), Instant.now().plusSeconds(3600));
        assertThat(later.book(Engine.fresh("next"), first, 1).committed()).isTrue();
        assertThat(wire.operations()).containsExactly("BatchGetItem", "TransactWriteItems");
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

        functions.confirm(booking, "confirm");

        assertThat(wire.sent()).filteredOn(sent -> sent.operation().endsWith("GetItem")).hasSize(5)
                .allMatch(sent -> sent.body().contains("\"ConsistentRead\":true"));
    }

    @Test
    void everyGuardedWriteAsksForWhatStoodThere() {
        functions.bookEach(booking, first, second);
        functions.resolve(booking);
        functions.release(booking, "too-much",
                "{\"lines\":[{\"resourceId\":\"" + first + "\",\"units\":2}]}");

        assertThat(wire.sent()).filteredOn(sent -> sent.operation().equals("UpdateItem"))
                .hasSize(1).allMatch(sent -> sent.body().contains("ALL_OLD"));
        assertThat(wire.sent()).filteredOn(sent -> sent.operation().equals("TransactWriteItems"))
                .allMatch(sent -> sent.body().split("ALL_OLD", -1).length - 1 == 3);
        assertThat(wire.sent()).filteredOn(sent -> sent.operation().equals("PutItem")).hasSize(1)
                .allMatch(sent -> sent.body().contains("ALL_OLD"));
    }

    private void forget() {
        wire.plan(Map.of());
    }
}
