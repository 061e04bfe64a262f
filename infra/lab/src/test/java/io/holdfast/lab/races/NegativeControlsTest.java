package io.holdfast.lab.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.engine.Fault;
import io.holdfast.engine.Sabotage;
import io.holdfast.engine.Schedules;
import io.holdfast.engine.Schedules.Trial;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.workload.History;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Takes each guard away and shows that the checks notice. Every control first passes with the guard
 * in place, so that only the missing guard can make it fail.
 */
class NegativeControlsTest {
    private final Functions undisturbed = Functions.on(Engine.embedded());

    @Test
    void withoutEnoughTheLastUnitIsSoldTwice() {
        notices("never overbooked", client -> without(client, "#available >= :enough"), client -> {
            String resource = Engine.fresh("resource");
            undisturbed.define(resource, 1);
            return race(client, resource, Engine.fresh("a"), 1, Engine.fresh("b"), 1);
        });
    }

    @Test
    void withoutOpenAClosedResourceIsBooked() {
        notices("closed", client -> without(client, "#status = :open"),
                client -> {
                    String resource = Engine.fresh("resource");
                    String booking = Engine.fresh("booking");
                    undisturbed.define(resource, 1);
                    Functions functions = Functions.on(client);
                    AtomicLong confirmedAtClose = new AtomicLong();
                    return new Trial(List.of(() -> functions.book(booking, resource, 1), () -> {
                        functions.define(resource, Engine.fresh("close"),
                                "{\"capacity\":1,\"status\":\"CLOSED\"}");
                        confirmedAtClose
                                .set(undisturbed.resource(resource).number("confirmed"));
                    }), () -> assertThat(undisturbed.resource(resource).number("confirmed"))
                            .as("confirmed once closed").isEqualTo(confirmedAtClose.get()));
                });
    }

    @Test
    void withoutExpectedAStaleVersionIsBooked() {
        notices("one winner", client -> without(client, "#version = :expected"), client -> {
            String resource = Engine.fresh("resource");
            String a = Engine.fresh("a");
            String b = Engine.fresh("b");
            undisturbed.define(resource, 5);
            Functions functions = Functions.on(client);
            String body = "{\"resourceId\":\"" + resource
                    + "\",\"units\":1,\"expectedVersion\":2}";
            return new Trial(
                    List.of(() -> functions.book(a, body), () -> functions.book(b, body)),
                    () -> assertThat(undisturbed.resource(resource).number("confirmed"))
                            .as("one winner").isEqualTo(1));
        });
    }

    @Test
    void withoutDefinitionSeenAChangeIsMadeOnAStaleOne() {
        notices("capacity is the last one's",
                client -> without(client, "#definitionVersion = :seen"), client -> {
                    String resource = Engine.fresh("resource");
                    undisturbed.define(resource, 5);
                    Functions functions = Functions.on(client);
                    return new Trial(
                            List.of(() -> functions.define(resource, 7),
                                    () -> functions.define(resource, 9)),
                            () -> assertThat(undisturbed.resource(resource).number("capacity"))
                                    .as("capacity is the last one's").isIn(7L, 9L));
                });
    }

    @Test
    void withoutCutFitsACutTakesSoldUnits() {
        notices("never overbooked", client -> without(client, "#available >= :enough"), client -> {
            String resource = Engine.fresh("resource");
            undisturbed.define(resource, 2);
            Functions functions = Functions.on(client);
            History history = new History(undisturbed);
            String booking = Engine.fresh("booking");
            return new Trial(List.of(
                    () -> history.record(booking,
                            () -> functions.book(booking, resource, 2)),
                    () -> functions.define(resource, 1)),
                    () -> history.check(resource));
        });
    }

    @Test
    void withoutAbsenceInDecisionsASuccessOverwritesAVerdict() {
        notices("the verdict of", Sabotage::withoutAbsenceInDecisions, this::bookAndResolve);
    }

    @Test
    void withoutAbsenceInFencesAFailureOverwritesAVerdict() {
        notices("the verdict of", Sabotage::withoutAbsenceInFences, this::bookAndResolve);
    }

    private Trial bookAndResolve(DynamoDbClient client) {
        String resource = Engine.fresh("resource");
        undisturbed.define(resource, 5);
        String id = Engine.fresh("a");
        Functions functions = Functions.on(client);
        History history = new History(undisturbed);
        return new Trial(
                List.of(() -> history.record(id, () -> functions.book(id, resource, 2)),
                        () -> history.record(id, () -> functions.resolve(id))),
                () -> history.check(resource));
    }

    /** Another attempt of the same booking would forget what the first has taken. */
    @Test
    void withoutIntentAbsentOneIdTakesItsUnitsTwice() {
        notices("units confirmed are those of the confirmed bookings",
                client -> without(client, "attribute_not_exists(#i.#a0)"), client -> {
                    String resource = Engine.fresh("resource");
                    undisturbed.define(resource, 5);
                    String id = Engine.fresh("a");
                    return race(client, resource, id, 2, id, 2);
                });
    }

    @Test
    void withoutFingerprintsAnotherPayloadGetsTheWrongVerdict() {
        notices("key-reused", Sabotage::withoutFingerprints, client -> {
            String resource = Engine.fresh("resource");
            undisturbed.define(resource, 5);
            String id = Engine.fresh("a");
            Functions functions = Functions.on(client);
            History history = new History(undisturbed);
            return new Trial(
                    List.of(() -> history.record(id, () -> functions.book(id, resource, 2)),
                            () -> history.record(id, () -> functions.book(id, resource, 3))),
                    () -> assertThat(history.about(id)).as("key-reused")
                            .extracting(Reply::status).contains(422));
        });
    }

    @Test
    void withoutTheFenceALateWriteOverturnsAFailure() {
        assertThat(lateWriteAfterAFailure(UnaryOperator.identity())).isEqualTo("FAILED");
        assertThat(lateWriteAfterAFailure(Sabotage::withoutFence)).isEqualTo("COMMITTED");
    }

    /** The decision is given up, FAILED is answered, and only then the decision arrives. */
    private static String lateWriteAfterAFailure(UnaryOperator<DynamoDbClient> sabotage) {
        Functions functions = Functions.on(sabotage.apply(Engine.overHttp()));
        String resource = Engine.fresh("resource");
        String booking = Engine.fresh("booking");
        functions.define(resource, 1);
        Engine.wire().plan(Map.of(2, Fault.LATE));
        assertThat(functions.book(booking, resource, 1).outcome()).isEqualTo("FAILED");
        Engine.wire().deliverLate();
        Engine.wire().plan(Map.of());
        return functions.booking(booking).outcome();
    }

    private Trial race(DynamoDbClient client, String resource, String a, long unitsOfA, String b,
            long unitsOfB) {
        Functions functions = Functions.on(client);
        History history = new History(undisturbed);
        return new Trial(
                List.of(() -> history.record(a, () -> functions.book(a, resource, unitsOfA)),
                        () -> history.record(b, () -> functions.book(b, resource, unitsOfB))),
                () -> history.check(resource));
    }

    private static DynamoDbClient without(DynamoDbClient client, String condition) {
        return Sabotage.withoutCondition(client, condition::equals);
    }

    private static void notices(String what, UnaryOperator<DynamoDbClient> sabotage,
            Function<DynamoDbClient, Trial> trial) {
        Schedules.explore(Engine.embedded(), trial);
        assertThatThrownBy(
                () -> Schedules.explore(sabotage.apply(Engine.embedded()), trial))
                .isInstanceOf(AssertionError.class).hasMessageContaining(what);
    }
}
