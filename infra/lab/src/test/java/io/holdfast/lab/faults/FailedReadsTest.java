package io.holdfast.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Fault;
import io.holdfast.engine.Wire;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lambda.Route;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A read that failed decides nothing, and an item that it left out is not taken for absent. */
class FailedReadsTest {
    private final Wire wire = Engine.wire();
    private final Functions functions = Functions.on(Engine.overHttp());

    @AfterEach
    void heal() {
        wire.plan(Map.of());
    }

    @ParameterizedTest
    @CsvSource({"LOST, STORE_ERROR", "LATE, STORE_ERROR", "SERVER_ERROR, STORE_ERROR",
            "THROTTLED, THROTTLED"})
    void aReadThatFailsSaysSo(Fault fault, String reason) {
        String resource = defined(1);
        for (Route route : List.of(Route.READ_BOOKING, Route.READ_RESOURCE)) {
            wire.plan(Map.of(0, fault));

            Reply reply = functions.call(route, resource, Map.of(), "");

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.reason()).isEqualTo(reason);
            assertThat(wire.operations()).as("no implicit retry").hasSize(1);
        }
    }

    /**
     * No write is in flight after a read, so there is nothing to fence off, and nothing to wait
     * for.
     */
    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"LOST", "ANSWER_LOST", "SERVER_ERROR", "THROTTLED",
            "UNPROCESSED", "HALF_PROCESSED"})
    void aFailedReadIsAnsweredAtOnceAndLeavesTheIdUsable(Fault fault) {
        String resource = defined(5);
        String booking = Engine.fresh("booking");

        wire.plan(Map.of(0, fault));
        Reply unread = functions.book(booking, resource, 1);

        assertThat(unread.status()).isEqualTo(503);
        assertThat(unread.text("type")).isEqualTo("urn:holdfast:problem:undecided");
        assertThat(wire.operations()).as("one request").containsExactly("BatchGetItem");
        assertThat(functions.booking(booking).status()).as("nothing is recorded").isEqualTo(404);
        assertThat(functions.book(booking, resource, 2).status())
                .as("not even the payload is fixed").isEqualTo(201);
    }

    @Test
    void aReplayWhoseReadWasLostIsUndecidedAndThenTheSame() {
        String resource = defined(1);
        String booking = Engine.fresh("booking");
        Reply first = functions.book(booking, resource, 1);

        wire.plan(Map.of(0, Fault.LOST));

        assertThat(functions.book(booking, resource, 1).status()).isEqualTo(503);
        assertThat(functions.book(booking, resource, 1).verdict()).isEqualTo(first.verdict());
    }

    @Test
    void aBookingThatWasReadIsReplayedAlthoughItsResourceWasLeftUnprocessed() {
        String resource = defined(1);
        String booking = Engine.fresh("booking");
        Reply first = functions.book(booking, resource, 1);

        wire.plan(Map.of(0, Fault.HALF_PROCESSED));
        Reply replay = functions.book(booking, resource, 1);

        assertThat(replay.verdict()).isEqualTo(first.verdict());
        assertThat(wire.operations()).containsExactly("BatchGetItem");
    }

    @Test
    void aResourceThatWasLeftUnprocessedIsNotTakenForAbsent() {
        String resource = defined(1);

        wire.plan(Map.of(0, Fault.HALF_PROCESSED));

        assertThat(functions.book(Engine.fresh("booking"), resource, 1).status())
                .isEqualTo(503);
    }

    @Test
    void ofManyResourcesNoneIsShownWhereOneWasLeftUnprocessed() {
        String ids = defined(1) + "," + defined(2);

        wire.plan(Map.of(0, Fault.HALF_PROCESSED));
        Reply unread = functions.resources(ids);

        assertThat(unread.status()).isEqualTo(503);
        assertThat(unread.text("type")).isEqualTo("urn:holdfast:problem:unavailable");
        assertThat(wire.operations()).containsExactly("BatchGetItem");
        assertThat(functions.resources(ids).status()).isEqualTo(200);
    }

    private String defined(long capacity) {
        String resource = Engine.fresh("resource");
        functions.define(resource, capacity);
        return resource;
    }
}
