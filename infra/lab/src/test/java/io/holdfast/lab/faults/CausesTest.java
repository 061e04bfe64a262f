package io.holdfast.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.Fault;
import io.holdfast.engine.Interception;
import io.holdfast.engine.Wire;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.RouteEvent;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.queue.QueueEvent.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** When the store fails, the log line names the request, its error and its id. */
class CausesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int READ = 0;
    private static final int NOTE = 1;
    private static final int RECORD = 2;
    private static final int NOTE_OF_CONFIRM = 2;

    private final Wire wire = Engine.wire();
    private final Functions functions = on(Engine.overHttp());
    private final TestContext context = new TestContext(30_000);
    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");

    @BeforeEach
    void define() {
        wire.plan(Map.of());
        functions.define(resource, 5);
    }

    @Test
    void aStoreErrorNamesTheWriteThatWasNotAnswered() {
        wire.plan(Map.of(NOTE, Fault.SERVER_ERROR, RECORD, Fault.CONFLICT));
        JsonNode line = book();

        assertThat(line.get("reason").textValue()).isEqualTo("STORE_ERROR");
        assertThat(failures(line)).containsExactly(
                "UpdateItem InternalServerErrorException 500 " + Wire.INJECTED,
                "PutItem TransactionConflictException 400 " + Wire.INJECTED);
    }

    @Test
    void anUndecidedCommandNamesEveryRequestThatFailed() {
        wire.plan(IntStream.range(NOTE, 9).boxed()
                .collect(Collectors.toMap(each -> each, each -> Fault.LOST)));
        JsonNode line = book();

        assertThat(line.get("outcome").textValue()).isEqualTo("UNDECIDED");
        assertThat(line.get("Undecided").intValue()).isEqualTo(1);
        assertThat(line.has("Verdicts")).isFalse();
        assertThat(failures(line)).hasSize(5).startsWith(
                "UpdateItem SdkClientException < IOException 0 ");
    }

    @Test
    void throttlingIsAFailureOfTheStore() {
        wire.plan(Map.of(NOTE, Fault.THROTTLED));
        assertThat(failures(book())).containsExactly(
                "UpdateItem ProvisionedThroughputExceededException 400 " + Wire.INJECTED);
    }

    /** No transaction of ours: somebody else writes to the table, and that is worth a line. */
    @Test
    void aConflictWithAForeignWriterIsReported() {
        wire.plan(Map.of(NOTE, Fault.CONFLICT));
        JsonNode line = book();

        assertThat(line.get("reason").textValue()).isEqualTo("CONTENTION");
        assertThat(failures(line)).containsExactly(
                "UpdateItem TransactionConflictException 400 " + Wire.INJECTED);
    }

    @Test
    void aLostRaceIsNoFailureOfTheStore() {
        AtomicBoolean taken = new AtomicBoolean();
        Interception rival = (request, proceed) -> {
            if (request instanceof UpdateItemRequest && taken.compareAndSet(false, true)) {
                functions.book(Engine.fresh("rival"), resource, 5);
            }
            return proceed.with(request);
        };
        JsonNode line = send(on(rival.around(Engine.overHttp())), Route.BOOK, booking,
                "{\"resourceId\":\"" + resource + "\",\"units\":1}");

        assertThat(line.get("reason").textValue()).isEqualTo("CONTENTION");
        assertThat(line.has("storeFailures")).isFalse();
    }

    @Test
    void aContendedConfirmNamesTheResourceOfItsBooking() {
        functions.hold(booking, resource, 1, "PT10M");
        wire.plan(Map.of(NOTE_OF_CONFIRM, Fault.CONFLICT));
        JsonNode line = send(functions, Route.CONFIRM, booking, "");

        assertThat(line.get("reason").textValue()).isEqualTo("CONTENTION");
        assertThat(line.get("resourceId").textValue()).isEqualTo(resource);
    }

    @Test
    void aStatementOfABatchThatFailedIsALineOfItsOwn() {
        wire.plan(Map.of(RECORD, Fault.MEMBER_THROTTLED));
        TestContext batch = new TestContext(30_000);
        functions.batch(List.of(message(), message()), batch);

        assertThat(batch.logged()).contains("\"BatchExecuteStatement\"", "\"ThrottlingError\"");
    }

    private Message message() {
        return new Message(Engine.fresh("message"), "g", "{\"command\":\"book\",\"bookingId\":\""
                + Engine.fresh("booking") + "\",\"resourceId\":\"" + resource
                + "\",\"units\":1}");
    }

    @Test
    void aReadThatIsNotAnsweredIsALineWithItsCause() {
        for (Route route : List.of(Route.READ_BOOKING, Route.READ_RESOURCE)) {
            wire.plan(Map.of(READ, Fault.SERVER_ERROR));
            JsonNode line = send(functions, route, booking, "");

            assertThat(line.get("level").textValue()).isEqualTo("WARN");
            assertThat(line.get("outcome").textValue()).isEqualTo("UNDECIDED");
            assertThat(line.get("reason").textValue()).isEqualTo("STORE_ERROR");
            assertThat(line.get("Undecided").intValue()).isEqualTo(1);
            assertThat(line.has("apiRequestId")).isTrue();
            assertThat(failures(line)).containsExactly(
                    "GetItem InternalServerErrorException 500 " + Wire.INJECTED);
        }
    }

    @Test
    void anErrorHasTheIdThatItsCallerHas() {
        wire.plan(Map.of(READ, Fault.DENIED));
        JsonNode line = book();

        assertThat(line.get("level").textValue()).isEqualTo("ERROR");
        assertThat(line.get("apiRequestId").textValue()).startsWith("delivery");
    }

    @Test
    void aBatchThatIsAnsweredInPartIsAFailure() {
        wire.plan(Map.of(READ, Fault.UNPROCESSED));

        assertThat(failures(book())).anyMatch(
                failure -> failure.startsWith("BatchGetItem UnprocessedKeys 200 "));
    }

    private static Functions on(DynamoDbClient client) {
        return new Functions(new Wiring(new DynamoDbLedger(client, Engine.TABLE),
                InstantSource.system(), context -> base -> true, false,
                Optional.of("Holdfast/test")));
    }

    private JsonNode book() {
        return send(functions, Route.BOOK, booking,
                "{\"resourceId\":\"" + resource + "\",\"units\":1}");
    }

    /** The last line of the log. */
    private JsonNode send(Functions on, Route route, String id, String body) {
        on.invoke(route, RouteEvent.of(route, id, Map.of(),
                body.getBytes(StandardCharsets.UTF_8)), context);
        List<String> lines = context.logged().strip().lines().toList();
        try {
            return MAPPER.readTree(lines.getLast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> failures(JsonNode line) {
        return StreamSupport.stream(line.path("storeFailures").spliterator(), false)
                .map(each -> each.get("request").textValue() + " "
                        + each.get("exception").textValue() + " " + each.get("status") + " "
                        + each.get("awsRequestId").textValue())
                .toList();
    }
}
