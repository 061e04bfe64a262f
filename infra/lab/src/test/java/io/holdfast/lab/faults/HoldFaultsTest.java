package io.holdfast.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Fault;
import io.holdfast.engine.Sabotage;
import io.holdfast.engine.Wire;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each fault at each request of confirm and release, on the wire; and requests that arrive late.
 */
class HoldFaultsTest {
    private final Wire wire = Engine.wire();
    private final Functions functions = Functions.on(Engine.overHttp());
    private final String resource = Engine.fresh("resource");
    private final String held = Engine.fresh("held");
    private final String id = Engine.fresh("command");

    @BeforeEach
    void hold() {
        functions.define(resource, 5);
        functions.hold(held, resource, 3, "PT10M");
    }

    @AfterEach
    void heal() {
        wire.plan(Map.of());
    }

    @ParameterizedTest(name = "{1} at request {0}: {2}")
    @CsvSource(textBlock = """
            0, LOST,                 503
            0, ANSWER_LOST,          503
            0, LATE,                 503
            0, SERVER_ERROR,         503
            0, THROTTLED,            503
            1, LOST,                 409 STORE_ERROR
            1, ANSWER_LOST,          200
            1, LATE,                 409 STORE_ERROR
            1, SERVER_ERROR,         409 STORE_ERROR
            1, SERVER_ERROR_APPLIED, 200
            1, THROTTLED,            409 THROTTLED
            1, CONFLICT,             409 CONTENTION
            """)
    @DisplayName("a confirm that would be admitted: one that FAILED never takes effect")
    void confirm(int request, Fault fault, String answer) {
        wire.plan(Map.of(request, fault));
        Reply reply = functions.confirm(held, id);
        assertThat(wire.operations()).filteredOn("TransactWriteItems"::equals)
                .as("the write of a command goes out once").hasSizeLessThanOrEqualTo(1);
        assertThat(request > 0 || wire.operations().size() == 1)
                .as("a failed read is followed by nothing").isTrue();
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat((reply.status() + " " + reply.reason()).strip()).isEqualTo(answer);
        assertThat(reply.body().path("replayed").booleanValue())
                .as("a confirm by its own write is no replay").isFalse();
        Reply again = functions.confirm(held, id);
        if (reply.status() == 503) {
            assertThat(again.committed()).as("the id is still usable").isTrue();
        } else {
            assertThat(again.verdict()).isEqualTo(reply.verdict());
        }
        assertThat(functions.counters(resource)).isEqualTo(again.committed() ? "2 0 3" : "2 3 0");
    }

    @ParameterizedTest(name = "{1} at request {0}: {2}")
    @CsvSource(textBlock = """
            0, LOST,                 503
            1, LOST,                 409 ILLEGAL_STATE
            1, ANSWER_LOST,          409 ILLEGAL_STATE
            1, LATE,                 409 ILLEGAL_STATE
            1, SERVER_ERROR,         409 ILLEGAL_STATE
            1, SERVER_ERROR_APPLIED, 409 ILLEGAL_STATE
            1, THROTTLED,            409 ILLEGAL_STATE
            1, CONFLICT,             409 ILLEGAL_STATE
            """)
    @DisplayName("a release of more than is held")
    void refusedRelease(int request, Fault fault, String answer) {
        wire.plan(Map.of(request, fault));
        Reply reply = functions.release(held, id, 4);
        assertThat(wire.operations()).doesNotContain("TransactWriteItems");
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat((reply.status() + " " + reply.reason()).strip()).isEqualTo(answer);
        assertThat(reply.body().path("replayed").booleanValue())
                .as("its own record is not a replay").isFalse();
        Reply again = functions.release(held, id, 4);
        assertThat(again.reason()).isEqualTo("ILLEGAL_STATE");
        assertThat(reply.status() == 503 || again.verdict().equals(reply.verdict()))
                .as("a verdict is final").isTrue();
        assertThat(functions.counters(resource)).isEqualTo("2 3 0");
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"LOST", "ANSWER_LOST", "LATE"})
    void aPartialReleaseWithoutAnyDecisiveAnswerIsDecidedByTheNextAsk(Fault fault) {
        wire.plan(lostRecords(fault));
        Reply undecided = functions.release(held, id, 1);
        assertThat(undecided.status()).isEqualTo(503);
        assertThat(wire.operations()).containsExactly("GetItem", "TransactWriteItems",
                "UpdateItem", "UpdateItem", "UpdateItem", "UpdateItem");
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(functions.release(held, id, 1).committed()).isTrue();
        assertThat(functions.counters(resource)).as("given back once").isEqualTo("3 2 0");
    }

    @Test
    void aConfirmWhoseAnswerWasLostThenAReleaseThenTheConfirmAskedAgain() {
        wire.plan(lostRecords(Fault.ANSWER_LOST));
        assertThat(functions.confirm(held, id).status()).isEqualTo(503);
        wire.plan(Map.of());

        assertThat(functions.release(held, Engine.fresh("release")).committed()).isTrue();
        Reply again = functions.confirm(held, id);

        assertThat(again.committed()).as("it had taken effect").isTrue();
        assertThat(again.text("state")).isEqualTo("RELEASED");
        assertThat(functions.confirm(held, Engine.fresh("other")).committed())
                .as("under any id, it was confirmed").isTrue();
        assertThat(functions.counters(resource)).isEqualTo("5 0 0");
    }

    /**
     * Found by the explorer: an empty map of evidence did not come back in the embedded engine's
     * answer.
     */
    @Test
    void aFailureWithoutEvidenceIsFoundWhenTheAnswerToItsRecordIsLost() {
        functions.release(held, Engine.fresh("release"));

        wire.plan(Map.of(1, Fault.ANSWER_LOST));
        Reply reply = functions.confirm(held, id);

        assertThat(reply.reason()).isEqualTo("ILLEGAL_STATE");
        assertThat(reply.body().get("evidence")).isEmpty();
    }

    @Test
    void aConfirmThatLandsLateAfterAnotherCommandTakesNothing() {
        wire.plan(lostRecords(Fault.LATE));
        assertThat(functions.confirm(held, id).status()).isEqualTo(503);
        assertThat(functions.release(held, Engine.fresh("release"), 1).committed()).isTrue();
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(functions.counters(resource)).as("the booking is not as it was seen")
                .isEqualTo("3 2 0");
        assertThat(functions.confirm(held, id).committed()).as("decided now").isTrue();
        assertThat(functions.counters(resource)).isEqualTo("3 0 2");
    }

    @Test
    void withoutTheFenceALateConfirmOverturnsAFailure() {
        Functions unfenced = Functions.on(Sabotage.withoutFence(Engine.overHttp()));
        wire.plan(Map.of(1, Fault.LATE));
        assertThat(unfenced.confirm(held, id).outcome()).isEqualTo("FAILED");
        wire.deliverLate();

        assertThat(functions.counters(resource)).isEqualTo("2 0 3");
    }

    @Test
    void aChangeOfCapacityThatFailedNeverLands() {
        wire.plan(Map.of(1, Fault.LATE));
        assertThat(functions.define(resource, id, "{\"capacity\":9}").reason())
                .isEqualTo("STORE_ERROR");
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(functions.define(resource, id, "{\"capacity\":9}").reason())
                .isEqualTo("STORE_ERROR");
        assertThat(functions.resource(resource).number("capacity")).isEqualTo(5);
    }

    @Test
    void aChangeOfCapacityThatLandsLateAfterAnotherOneIsNotAddedToIt() {
        wire.plan(lostRecords(Fault.LATE));
        assertThat(functions.define(resource, id, "{\"capacity\":9}").status()).isEqualTo(503);
        functions.define(resource, 7);
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(functions.resource(resource).number("capacity")).isEqualTo(7);
    }

    @Test
    void aChangeOfCapacityThatLandsLateIsFoundAndNotMadeTwice() {
        wire.plan(lostRecords(Fault.LATE));
        assertThat(functions.define(resource, id, "{\"capacity\":9}").status()).isEqualTo(503);
        wire.deliverLate();
        wire.plan(Map.of());

        Reply again = functions.define(resource, id, "{\"capacity\":9}");
        assertThat(again.body().get("replayed").booleanValue()).isTrue();
        assertThat(functions.counters(resource)).isEqualTo("6 3 0");
    }

    /** The commit meets the fault, and every try to record is lost. */
    private static Map<Integer, Fault> lostRecords(Fault commit) {
        Map<Integer, Fault> faults = new HashMap<>();
        IntStream.rangeClosed(2, 5).forEach(request -> faults.put(request, Fault.LOST));
        faults.put(1, commit);
        return faults;
    }
}
