package io.holdfast.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Fault;
import io.holdfast.engine.Sabotage;
import io.holdfast.engine.Wire;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Each fault at each request of confirm and release, on the wire; and requests that arrive late.
 */
class HoldFaultsTest {
    /** Requests of a confirm or a release of one line, from 0. */
    private static final int NOTE = 2;
    private static final int DECISION = 3;
    private static final int DEFINITION_DECISION = 2;

    private final Wire wire = Engine.wire();
    private final Functions functions = Functions.on(Engine.overHttp());
    /** By this clock whatever is in doubt is stale, and no hold has expired. */
    private final Functions later = Functions.on(Engine.overHttp(),
            Instant.now().plus(Duration.ofMinutes(2)));
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
            1, LOST,                 503
            1, SERVER_ERROR,         503
            1, THROTTLED,            503
            2, LOST,                 409 STORE_ERROR
            2, ANSWER_LOST,          409 STORE_ERROR
            2, LATE,                 409 STORE_ERROR
            2, SERVER_ERROR,         409 STORE_ERROR
            2, SERVER_ERROR_APPLIED, 409 STORE_ERROR
            2, DENIED,               409 STORE_ERROR
            2, THROTTLED,            409 THROTTLED
            2, CONFLICT,             409 CONTENTION
            2, REPLICATED_CONFLICT,  409 CONTENTION
            3, LOST,                 409 STORE_ERROR
            3, ANSWER_LOST,          200
            3, LATE,                 409 STORE_ERROR
            3, SERVER_ERROR,         409 STORE_ERROR
            3, SERVER_ERROR_APPLIED, 200
            3, DENIED,               409 STORE_ERROR
            3, THROTTLED,            409 THROTTLED
            3, CONFLICT,             409 CONTENTION
            3, REPLICATED_CONFLICT,  409 CONTENTION
            """)
    @DisplayName("a confirm that would be admitted: one that FAILED never takes effect")
    void confirm(int request, Fault fault, String answer) {
        Reply reply = withFault(request, fault, () -> functions.confirm(held, id), answer);

        assertThat(reply.body().path("replayed").booleanValue())
                .as("a confirm by its own write is no replay").isFalse();
        Reply again = functions.confirm(held, id);
        requireSame(reply, again);
        assertThat(later.counters(resource)).isEqualTo(again.committed() ? "2 0 3" : "2 3 0");
        // Whatever a failed confirm has left is in nobody's way.
        assertThat(later.release(held, Engine.fresh("release")).committed()).isTrue();
        assertThat(later.counters(resource)).isEqualTo("5 0 0");
    }

    @ParameterizedTest(name = "{1} at request {0}: {2}")
    @CsvSource(textBlock = """
            0, LOST,                 503
            1, LOST,                 503
            2, LOST,                 409 STORE_ERROR
            2, ANSWER_LOST,          409 STORE_ERROR
            2, LATE,                 409 STORE_ERROR
            2, SERVER_ERROR_APPLIED, 409 STORE_ERROR
            2, DENIED,               409 STORE_ERROR
            2, THROTTLED,            409 THROTTLED
            2, CONFLICT,             409 CONTENTION
            3, LOST,                 409 STORE_ERROR
            3, ANSWER_LOST,          200
            3, LATE,                 409 STORE_ERROR
            3, SERVER_ERROR_APPLIED, 200
            3, DENIED,               409 STORE_ERROR
            3, THROTTLED,            409 THROTTLED
            3, CONFLICT,             409 CONTENTION
            4, LOST,                 200
            4, ANSWER_LOST,          200
            4, LATE,                 200
            4, SERVER_ERROR,         200
            4, DENIED,               200
            4, THROTTLED,            200
            4, CONFLICT,             200
            """)
    @DisplayName("a release: the units are given back once, whoever settles it")
    void release(int request, Fault fault, String answer) {
        Reply reply = withFault(request, fault, () -> functions.release(held, id, 2), answer);

        Reply again = functions.release(held, id, 2);
        requireSame(reply, again);
        assertThat(later.counters(resource)).isEqualTo(again.committed() ? "4 1 0" : "2 3 0");
        String taker = Engine.fresh("taker");
        assertThat(functions.book(taker, resource, again.committed() ? 4 : 2).committed())
                .as("kept or void, it is in nobody's way").isTrue();
        assertThat(later.release(taker, Engine.fresh("release")).committed()).isTrue();
        assertThat(later.counters(resource)).isEqualTo(again.committed() ? "4 1 0" : "2 3 0");
    }

    private Reply withFault(int request, Fault fault, Supplier<Reply> call, String answer) {
        wire.plan(Map.of(request, fault));
        Reply reply = call.get();
        assertThat(wire.sent()).as("each write of a command goes out once")
                .filteredOn(sent -> !sent.operation().endsWith("GetItem")
                        && !sent.body().contains("\"FAILED\""))
                .doesNotHaveDuplicates();
        assertThat(request > 1 || wire.operations().size() == request + 1)
                .as("a failed read is followed by nothing").isTrue();
        wire.deliverLate();
        wire.plan(Map.of());
        assertThat((reply.status() + " " + reply.reason()).strip()).isEqualTo(answer);
        return reply;
    }

    private static void requireSame(Reply reply, Reply again) {
        if (reply.status() == 503) {
            assertThat(again.committed()).as("the id is still usable").isTrue();
        } else {
            assertThat(again.verdict()).isEqualTo(reply.verdict());
        }
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
        assertThat(wire.operations()).as("nothing is noted").doesNotContain("PutItem")
                .filteredOn("GetItem"::equals).hasSize(1);
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
        wire.plan(lostRecords(DECISION, fault));
        Reply undecided = functions.release(held, id, 1);
        assertThat(undecided.status()).isEqualTo(503);
        assertThat(wire.operations()).as("nothing is undone").containsExactly("GetItem",
                "GetItem", "UpdateItem", "UpdateItem", "UpdateItem", "UpdateItem", "UpdateItem",
                "UpdateItem");
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(functions.release(held, id, 1).committed()).isTrue();
        assertThat(later.counters(resource)).as("given back once").isEqualTo("3 2 0");
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"LOST", "ANSWER_LOST", "LATE"})
    void aNoteWithoutAnyDecisiveAnswerIsAdoptedOrMadeByTheNextAsk(Fault fault) {
        wire.plan(lostRecords(NOTE, fault));
        assertThat(functions.confirm(held, id).status()).isEqualTo(503);
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(functions.confirm(held, id).committed()).isTrue();
        assertThat(functions.counters(resource)).as("moved once").isEqualTo("2 0 3");
    }

    @Test
    void aConfirmWhoseAnswerWasLostThenAReleaseThenTheConfirmAskedAgain() {
        wire.plan(lostRecords(DECISION, Fault.ANSWER_LOST));
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
        wire.plan(lostRecords(DECISION, Fault.LATE));
        assertThat(functions.confirm(held, id).status()).isEqualTo(503);
        assertThat(later.release(held, Engine.fresh("release"), 1).committed())
                .as("the confirm is stale by then").isTrue();
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(later.counters(resource)).as("the booking is not as it was seen")
                .isEqualTo("3 2 0");
        assertThat(functions.confirm(held, id).committed()).as("decided now").isTrue();
        assertThat(later.counters(resource)).isEqualTo("3 0 2");
    }

    @Test
    void aNoteThatLandsLateAfterAnotherCommandIsUndoneByWhoeverNeedsTheUnits() {
        wire.plan(Map.of(NOTE, Fault.LATE));
        assertThat(functions.confirm(held, id).reason()).isEqualTo("STORE_ERROR");
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(Items.number(item(), "confirmed")).as("lent").isEqualTo(3);
        assertThat(functions.release(held, Engine.fresh("release"), 1).committed()).isTrue();
        assertThat(functions.counters(resource)).isEqualTo("3 2 0");
    }

    @Test
    void withoutTheFenceALateConfirmOverturnsAFailure() {
        Functions unfenced = Functions.on(Sabotage.withoutFence(Engine.overHttp()));
        wire.plan(Map.of(DECISION, Fault.LATE));
        assertThat(unfenced.confirm(held, id).outcome()).isEqualTo("FAILED");
        wire.deliverLate();

        assertThat(functions.booking(held).text("state")).isEqualTo("CONFIRMED");
    }

    @Test
    void aChangeOfCapacityThatFailedNeverLands() {
        wire.plan(Map.of(DEFINITION_DECISION, Fault.LATE));
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
        wire.plan(lostRecords(DEFINITION_DECISION, Fault.LATE));
        assertThat(functions.define(resource, id, "{\"capacity\":9}").status()).isEqualTo(503);
        assertThat(functions.define(resource, 7).reason()).as("one is in doubt")
                .isEqualTo("CONTENTION");
        assertThat(later.define(resource, 7).committed()).as("it is stale").isTrue();
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(functions.resource(resource).number("capacity")).isEqualTo(7);
    }

    @Test
    void aChangeOfCapacityThatLandsLateIsFoundAndNotMadeTwice() {
        wire.plan(lostRecords(DEFINITION_DECISION, Fault.LATE));
        assertThat(functions.define(resource, id, "{\"capacity\":9}").status()).isEqualTo(503);
        wire.deliverLate();
        wire.plan(Map.of());

        Reply again = functions.define(resource, id, "{\"capacity\":9}");
        assertThat(again.body().get("replayed").booleanValue()).isTrue();
        assertThat(functions.counters(resource)).isEqualTo("6 3 0");
    }

    private Map<String, AttributeValue> item() {
        return Items.read(Engine.overHttp(), "resource#" + resource, "resource");
    }

    /** A request meets the fault, and every request after it is lost. */
    private static Map<Integer, Fault> lostRecords(int request, Fault fault) {
        Map<Integer, Fault> faults = new HashMap<>();
        IntStream.rangeClosed(request + 1, request + 4)
                .forEach(each -> faults.put(each, Fault.LOST));
        faults.put(request, fault);
        return faults;
    }
}
