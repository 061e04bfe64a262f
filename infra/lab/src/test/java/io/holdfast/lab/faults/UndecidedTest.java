package io.holdfast.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Fault;
import io.holdfast.engine.Interception;
import io.holdfast.engine.Wire;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.RouteEvent;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Without a decisive answer of the store a command is undecided, and asking again decides it. */
class UndecidedTest {
    /** Tries to record a failure before the answer is that the command is undecided. */
    private static final int TRIES_TO_RECORD = 4;

    private final Wire wire = Engine.wire();
    private final Functions functions = Functions.on(Engine.overHttp());

    @AfterEach
    void heal() {
        wire.plan(Map.of());
    }

    @ParameterizedTest
    @EnumSource(value = Route.class, mode = EnumSource.Mode.EXCLUDE, names = "READ_PROBLEMS")
    void withoutAStoreEveryRouteSaysThatNothingIsKnown(Route route) {
        wire.plan(faults(Fault.LOST, 0, 1, 2, 3, 4, 5));
        String body = switch (route) {
            case BOOK -> "{\"resourceId\":\"r\",\"units\":1}";
            case DEFINE_RESOURCE -> "{\"capacity\":1}";
            case EXTEND -> "{\"holdFor\":\"PT10M\"}";
            case AMEND -> "{\"units\":1}";
            case READ_RESOURCE, READ_RESOURCES, READ_BOOKING, READ_PROBLEMS, LIST_BOOKINGS,
                    LIST_REFERENCE, CONFIRM, RELEASE, RESOLVE ->
                "";
        };

        Reply reply = switch (route) {
            case READ_RESOURCES -> functions.resources("any");
            case LIST_REFERENCE -> functions.list(route, "none", Map.of("reference", "any"));
            default -> functions.call(route, Engine.fresh("any"), Map.of(), body);
        };

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers().path("retry-after").asText()).isEqualTo("1");
        assertThat(reply.text("type")).isIn("urn:holdfast:problem:undecided",
                "urn:holdfast:problem:unavailable");
        // Before, a command made 5 requests of up to 4 seconds each; a resolve has no read to fail.
        assertThat(wire.operations()).doesNotContain("UpdateItem")
                .hasSize(route == Route.RESOLVE ? TRIES_TO_RECORD : 1);
    }

    @Test
    void withNoDecisiveAnswerAtAllItIsUndecidedAndTheNextAskDecides() {
        String resource = defined(1);
        String booking = Engine.fresh("booking");

        wire.plan(faults(Fault.LOST, 1, 2, 3, 4, 5));
        Reply reply = functions.book(booking, resource, 1);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text("type")).isEqualTo("urn:holdfast:problem:undecided");
        assertThat(wire.operations()).as("one note and four tries to record")
                .containsExactly("BatchGetItem", "UpdateItem", "PutItem", "PutItem", "PutItem",
                        "PutItem");
        wire.plan(Map.of());
        assertThat(functions.book(booking, resource, 1).status()).isEqualTo(201);
    }

    @Test
    void whatWasNotedBeforeIsNotUndoneAndTheNextAskAdoptsIt() {
        String resource = defined(1);
        String booking = Engine.fresh("booking");

        wire.plan(faults(Fault.LOST, 2, 3, 4, 5, 6));
        assertThat(functions.book(booking, resource, 1).status()).isEqualTo(503);
        assertThat(wire.operations()).containsExactly("BatchGetItem", "UpdateItem", "PutItem",
                "PutItem", "PutItem", "PutItem", "PutItem");
        assertThat(functions.book(Engine.fresh("other"), resource, 1).reason())
                .as("its unit is in doubt").isEqualTo("CONTENTION");
        wire.plan(Map.of());

        assertThat(functions.book(booking, resource, 1).status()).isEqualTo(201);
        assertThat(wire.operations()).as("the look reads its own record; no second note")
                .containsExactly("BatchGetItem", "GetItem", "PutItem");
        assertThat(functions.counters(resource)).isEqualTo("0 0 1");
    }

    @Test
    void undecidedThenTheNoteArrivesLateAndTheNextAskAdoptsIt() {
        String resource = defined(1);
        String booking = Engine.fresh("booking");
        Map<Integer, Fault> faults = faults(Fault.LOST, 2, 3, 4, 5);
        faults.put(1, Fault.LATE);

        wire.plan(faults);
        assertThat(functions.book(booking, resource, 1).status()).isEqualTo(503);
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(functions.book(booking, resource, 1).status()).isEqualTo(201);
        assertThat(functions.counters(resource)).isEqualTo("0 0 1");
    }

    @Test
    void undecidedThenTheWriteArrivesLateAndTheNextAskFindsIt() {
        String resource = defined(1);
        String booking = Engine.fresh("booking");

        undecidedWithALateDecision(booking, resource);
        wire.deliverLate();
        wire.plan(Map.of());

        Reply again = functions.book(booking, resource, 1);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.committed()).isTrue();
        assertThat(functions.resource(resource).number("confirmed")).isEqualTo(1);
    }

    @Test
    void undecidedThenResolvedThenTheWriteArrivesLateAndTakesNothing() {
        String resource = defined(1);
        String booking = Engine.fresh("booking");

        undecidedWithALateDecision(booking, resource);
        Reply resolved = functions.resolve(booking);
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(resolved.reason()).isEqualTo("ABANDONED");
        assertThat(functions.book(booking, resource, 1).verdict()).isEqualTo(resolved.verdict());
        assertThat(functions.book(Engine.fresh("other"), resource, 1).committed())
                .as("its note is void, and in nobody's way").isTrue();
    }

    @Test
    void undecidedThenFencedByWhoeverNeedsTheUnitsThenTheWriteArrivesLateAndTakesNothing() {
        String resource = defined(1);
        String booking = Engine.fresh("booking");
        Functions later = Functions.on(Engine.overHttp(),
                Instant.now().plus(Duration.ofSeconds(90)));

        undecidedWithALateDecision(booking, resource);
        assertThat(later.book(Engine.fresh("other"), resource, 1).committed()).isTrue();
        wire.deliverLate();
        wire.plan(Map.of());

        Reply abandoned = functions.book(booking, resource, 1);
        assertThat(abandoned.reason()).isEqualTo("ABANDONED");
        assertThat(functions.book(booking, resource, 5).verdict())
                .as("of every payload").isEqualTo(abandoned.verdict());
        assertThat(functions.counters(resource)).isEqualTo("0 0 1");
    }

    private void undecidedWithALateDecision(String booking, String resource) {
        Map<Integer, Fault> faults = faults(Fault.LOST, 3, 4, 5, 6);
        faults.put(2, Fault.LATE);
        wire.plan(faults);
        assertThat(functions.book(booking, resource, 1).status()).isEqualTo(503);
    }

    /** A command with the same id was committed between this command's read and its record. */
    @Test
    void anotherPayloadIsKeyReusedEvenWhenOnlyTheRecordFindsTheItem() {
        String resource = defined(1);
        String booking = Engine.fresh("booking");
        Functions racing = Functions.on(before(PutItemRequest.class,
                () -> functions.book(booking, resource, 1)));

        assertThat(racing.book(booking, resource, 2).status()).isEqualTo(422);
    }

    @Test
    void anErrorThatIsNoOutcomeIsNeverMappedToOne() {
        String resource = defined(1);
        String booking = Engine.fresh("booking");
        wire.plan(Map.of(0, Fault.DENIED));

        TestContext context = new TestContext(30_000);
        Reply reply = invoke(booking, resource, context);

        assertThat(reply.status()).isEqualTo(500);
        assertThat(context.logged()).contains("Status Code: 400");
        wire.plan(Map.of());
        assertThat(functions.booking(booking).status()).isEqualTo(404);
    }

    /** A write that the store calls wrong was not applied: a verdict is possible, and an alarm. */
    @Test
    void aNoteThatIsDeniedIsAStoreErrorAndIsReported() {
        String resource = defined(1);
        String booking = Engine.fresh("booking");
        wire.plan(Map.of(1, Fault.DENIED));

        TestContext context = new TestContext(30_000);
        Reply reply = invoke(booking, resource, context);

        assertThat(reply.status() + " " + reply.reason()).isEqualTo("409 STORE_ERROR");
        assertThat(context.logged()).contains("\"storeFailures\":[{\"request\":\"UpdateItem\","
                + "\"exception\":\"DynamoDbException\",\"status\":400");
        wire.plan(Map.of());
        assertThat(functions.book(booking, resource, 1).verdict()).isEqualTo(reply.verdict());
    }

    private Reply invoke(String booking, String resource, TestContext context) {
        return functions.invoke(Route.BOOK, RouteEvent.of(Route.BOOK, booking, Map.of(),
                ("{\"resourceId\":\"" + resource + "\",\"units\":1}")
                        .getBytes(StandardCharsets.UTF_8)),
                context);
    }

    /** A client that makes a change just before its first request of that kind. */
    private static DynamoDbClient before(Class<? extends DynamoDbRequest> kind, Runnable change) {
        AtomicBoolean done = new AtomicBoolean();
        Interception interception = (request, proceed) -> {
            if (kind.isInstance(request) && done.compareAndSet(false, true)) {
                change.run();
            }
            return proceed.with(request);
        };
        return interception.around(Engine.overHttp());
    }

    private String defined(long capacity) {
        String resource = Engine.fresh("resource");
        functions.define(resource, capacity);
        return resource;
    }

    private static Map<Integer, Fault> faults(Fault fault, int... requests) {
        Map<Integer, Fault> faults = new HashMap<>();
        for (int request : requests) {
            faults.put(request, fault);
        }
        return faults;
    }
}
