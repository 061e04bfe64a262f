package io.holdfast.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Limits;
import io.holdfast.engine.Fault;
import io.holdfast.engine.Interception;
import io.holdfast.engine.Wire;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.TestContext;
import io.holdfast.lab.workload.History;
import io.holdfast.lambda.Route;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Each fault at each request of each operation, on the wire. The answer must be true when it is
 * given and stay true when a late request arrives; asking again must agree; nothing is half done;
 * and the write of a command goes out once.
 */
class FaultsTest {
    private final Wire wire = Engine.wire();
    private final Functions functions = Functions.on(Engine.overHttp());

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
            0, UNPROCESSED,          503
            1, LOST,                 409 STORE_ERROR
            1, ANSWER_LOST,          201
            1, LATE,                 409 STORE_ERROR
            1, SERVER_ERROR,         409 STORE_ERROR
            1, SERVER_ERROR_APPLIED, 201
            1, THROTTLED,            409 THROTTLED
            1, CONFLICT,             409 CONTENTION
            """)
    @DisplayName("a booking that would be admitted")
    void booking(int request, Fault fault, String answer) {
        String first = defined(3);
        String second = defined(3);
        String booking = Engine.fresh("booking");

        wire.plan(Map.of(request, fault));
        Reply reply = functions.bookEach(booking, first, second);
        assertThat(wire.operations()).filteredOn("TransactWriteItems"::equals)
                .as("the write of a command goes out once").hasSizeLessThanOrEqualTo(1);
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(brief(reply)).isEqualTo(answer);
        History history = new History(functions);
        history.tell(booking, () -> reply);
        history.tell(booking, () -> functions.bookEach(booking, first, second));
        history.check(first, second);
    }

    @ParameterizedTest(name = "{1} at request {0}: {2}")
    @CsvSource(textBlock = """
            0, LOST,                 503
            0, UNPROCESSED,          503
            1, LOST,                 409 INSUFFICIENT_CAPACITY
            1, ANSWER_LOST,          409 INSUFFICIENT_CAPACITY
            1, LATE,                 409 INSUFFICIENT_CAPACITY
            1, SERVER_ERROR,         409 INSUFFICIENT_CAPACITY
            1, SERVER_ERROR_APPLIED, 409 INSUFFICIENT_CAPACITY
            1, THROTTLED,            409 INSUFFICIENT_CAPACITY
            1, CONFLICT,             409 INSUFFICIENT_CAPACITY
            """)
    @DisplayName("a booking that would be refused")
    void refusal(int request, Fault fault, String answer) {
        String resource = defined(1);
        String booking = Engine.fresh("booking");

        wire.plan(Map.of(request, fault));
        Reply reply = functions.book(booking, resource, 2);
        assertThat(wire.operations()).doesNotContain("TransactWriteItems");
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(brief(reply)).isEqualTo(answer);
        assertThat(reply.body().path("replayed").booleanValue())
                .as("its own record is not a replay").isFalse();
        History history = new History(functions);
        history.tell(booking, () -> reply);
        history.tell(booking, () -> functions.book(booking, resource, 2));
        history.check(resource);
    }

    @ParameterizedTest(name = "{1} at request {0}: {2}")
    @CsvSource(textBlock = """
            0, LOST,                 503
            0, THROTTLED,            503
            0, UNPROCESSED,          503
            1, LOST,                 409 STORE_ERROR
            1, ANSWER_LOST,          200
            1, LATE,                 409 STORE_ERROR
            1, SERVER_ERROR,         409 STORE_ERROR
            1, SERVER_ERROR_APPLIED, 200
            1, THROTTLED,            409 THROTTLED
            1, CONFLICT,             409 CONTENTION
            """)
    @DisplayName("a definition")
    void definition(int request, Fault fault, String answer) {
        String resource = defined(3);
        String command = Engine.fresh("command");

        wire.plan(Map.of(request, fault));
        Reply reply = functions.define(resource, command, "{\"capacity\":7}");
        assertThat(wire.operations()).filteredOn("TransactWriteItems"::equals)
                .as("the write of a command goes out once").hasSizeLessThanOrEqualTo(1);
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(brief(reply)).isEqualTo(answer);
        Reply again = functions.define(resource, command, "{\"capacity\":7}");
        if (reply.status() == 503) {
            assertThat(again.committed()).as("the id is still usable").isTrue();
        } else {
            assertThat(again.verdict()).isEqualTo(reply.verdict());
        }
        assertThat(functions.resource(resource).number("capacity"))
                .isEqualTo(again.committed() ? 7 : 3);
    }

    @ParameterizedTest(name = "{1} at request {0}: {2}")
    @CsvSource(textBlock = """
            1, LOST,                 409 STORE_ERROR
            1, ANSWER_LOST,          200
            1, LATE,                 409 STORE_ERROR
            1, SERVER_ERROR,         409 STORE_ERROR
            1, SERVER_ERROR_APPLIED, 200
            1, THROTTLED,            409 THROTTLED
            1, CONFLICT,             409 CONTENTION
            """)
    @DisplayName("a definition that changes nothing")
    void definitionWithoutAChange(int request, Fault fault, String answer) {
        String resource = defined(3);
        String command = Engine.fresh("command");

        wire.plan(Map.of(request, fault));
        Reply reply = functions.define(resource, command, "{\"status\":\"OPEN\"}");
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(brief(reply)).isEqualTo(answer);
        assertThat(functions.define(resource, command, "{\"status\":\"OPEN\"}").verdict())
                .isEqualTo(reply.verdict());
        assertThat(functions.resource(resource).number("version")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"LOST", "ANSWER_LOST", "LATE", "SERVER_ERROR", "SERVER_ERROR_APPLIED",
            "THROTTLED", "CONFLICT"})
    void resolve(Fault fault) {
        String booking = Engine.fresh("booking");

        wire.plan(Map.of(0, fault));
        Reply reply = functions.resolve(booking);
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(reply.reason()).isEqualTo("ABANDONED");
        assertThat(functions.resolve(booking).verdict()).isEqualTo(reply.verdict());
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

    @ParameterizedTest
    @EnumSource(value = Route.class, mode = EnumSource.Mode.EXCLUDE, names = "READ_PROBLEMS")
    void withoutAStoreEveryRouteSaysThatNothingIsKnown(Route route) {
        wire.plan(faults(Fault.LOST, 0, 1, 2, 3, 4, 5));
        String body = switch (route) {
            case BOOK -> "{\"resourceId\":\"r\",\"units\":1}";
            case DEFINE_RESOURCE -> "{\"capacity\":1}";
            case READ_RESOURCE, READ_BOOKING, READ_PROBLEMS, CONFIRM, RELEASE, RESOLVE -> "";
        };

        Reply reply = functions.call(route, Engine.fresh("any"), Map.of(), body);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers().path("retry-after").asText()).isEqualTo("1");
        assertThat(reply.text("type")).isIn("urn:holdfast:problem:undecided",
                "urn:holdfast:problem:unavailable");
        // Before, a command made 5 requests of up to 4 seconds each; a resolve has no read to fail.
        assertThat(wire.operations()).doesNotContain("TransactWriteItems")
                .hasSize(route == Route.RESOLVE ? Limits.RECORD_TRIES : 1);
    }

    @Test
    void withNoDecisiveAnswerAtAllItIsUndecidedAndTheNextAskDecides() {
        String resource = defined(1);
        String booking = Engine.fresh("booking");

        wire.plan(faults(Fault.LOST, 1, 2, 3, 4, 5));
        Reply reply = functions.book(booking, resource, 1);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text("type")).isEqualTo("urn:holdfast:problem:undecided");
        assertThat(wire.operations()).as("one write and four tries to record")
                .containsExactly("BatchGetItem", "TransactWriteItems", "PutItem", "PutItem",
                        "PutItem", "PutItem");
        wire.plan(Map.of());
        assertThat(functions.book(booking, resource, 1).status()).isEqualTo(201);
    }

    @Test
    void undecidedThenTheWriteArrivesLateAndTheNextAskFindsIt() {
        String resource = defined(1);
        String booking = Engine.fresh("booking");
        Map<Integer, Fault> faults = faults(Fault.LOST, 2, 3, 4, 5);
        faults.put(1, Fault.LATE);

        wire.plan(faults);
        assertThat(functions.book(booking, resource, 1).status()).isEqualTo(503);
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
        Map<Integer, Fault> faults = faults(Fault.LOST, 2, 3, 4, 5);
        faults.put(1, Fault.LATE);

        wire.plan(faults);
        assertThat(functions.book(booking, resource, 1).status()).isEqualTo(503);
        Reply resolved = functions.resolve(booking);
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(resolved.reason()).isEqualTo("ABANDONED");
        assertThat(functions.book(booking, resource, 1).verdict()).isEqualTo(resolved.verdict());
        assertThat(functions.resource(resource).number("confirmed")).isZero();
    }

    /** Nothing is in flight after it, so there is nothing to fence off, and nothing to wait for. */
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

    /** The other payload was committed between this one's read and its record. */
    @Test
    void anotherPayloadIsToldSoEvenWhenOnlyTheRecordFindsTheItem() {
        String resource = defined(1);
        String booking = Engine.fresh("booking");
        Functions racing = Functions.on(before(PutItemRequest.class,
                () -> functions.book(booking, resource, 1)));

        assertThat(racing.book(booking, resource, 2).status()).isEqualTo(422);
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
    void anErrorThatIsNoOutcomeIsNeverMappedToOne() {
        String resource = defined(1);
        for (int request : new int[]{0, 1}) {
            String booking = Engine.fresh("booking");
            wire.plan(Map.of(request, Fault.DENIED));

            TestContext context = new TestContext(30_000);
            Reply reply = functions.invoke(Route.BOOK, Functions.event(Route.BOOK, booking,
                    Map.of(), ("{\"resourceId\":\"" + resource + "\",\"units\":1}")
                            .getBytes(StandardCharsets.UTF_8)),
                    context);

            assertThat(reply.status()).isEqualTo(500);
            assertThat(context.logged()).contains("Status Code: 400");
            wire.plan(Map.of());
            assertThat(functions.booking(booking).status()).isEqualTo(404);
        }
    }

    /** A client whose first request of that kind meets a world that has just changed. */
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

    private static String brief(Reply reply) {
        return (reply.status() + " " + reply.reason()).strip();
    }
}
