package io.holdfast.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.Fault;
import io.holdfast.engine.Wire;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.RouteEvent;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.invocation.Wiring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the store fails, the log line names the request, its error and its id. */
class CausesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int READ = 0;
    private static final int COMMIT = 1;
    private static final int RECORD = 2;

    private final Wire wire = Engine.wire();
    private final Functions functions = new Functions(
            new Wiring(new DynamoDbLedger(Engine.overHttp(), Engine.TABLE), InstantSource.system(),
                    context -> base -> true, false, Optional.of("Holdfast/test")));
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
        wire.plan(Map.of(COMMIT, Fault.SERVER_ERROR, RECORD, Fault.CONFLICT));
        JsonNode line = book();

        assertThat(line.get("reason").textValue()).isEqualTo("STORE_ERROR");
        assertThat(failures(line)).containsExactly(
                "TransactWriteItems InternalServerErrorException 500 " + Wire.INJECTED,
                "PutItem TransactionConflictException 400 " + Wire.INJECTED);
    }

    @Test
    void anUndecidedCommandNamesEveryRequestThatFailed() {
        wire.plan(IntStream.range(COMMIT, 9).boxed()
                .collect(Collectors.toMap(each -> each, each -> Fault.LOST)));
        JsonNode line = book();

        assertThat(line.get("outcome").textValue()).isEqualTo("UNDECIDED");
        assertThat(line.get("Undecided").intValue()).isEqualTo(1);
        assertThat(line.has("Verdicts")).isFalse();
        assertThat(failures(line)).hasSize(5).startsWith(
                "TransactWriteItems SdkClientException < IOException 0 ");
    }

    @Test
    void throttlingIsAFailureOfTheStore() {
        wire.plan(Map.of(COMMIT, Fault.THROTTLED));
        assertThat(failures(book())).containsExactly(
                "TransactWriteItems TransactionCanceledException 400 " + Wire.INJECTED);
    }

    @Test
    void aLostRaceIsNoFailureOfTheStore() {
        wire.plan(Map.of(COMMIT, Fault.CONFLICT));
        JsonNode line = book();

        assertThat(line.get("reason").textValue()).isEqualTo("CONTENTION");
        assertThat(line.has("storeFailures")).isFalse();
    }

    @Test
    void aContendedConfirmNamesTheResourceOfItsBooking() {
        functions.hold(booking, resource, 1, "PT10M");
        wire.plan(Map.of(COMMIT, Fault.CONFLICT));
        JsonNode line = send(Route.CONFIRM, booking, "");

        assertThat(line.get("reason").textValue()).isEqualTo("CONTENTION");
        assertThat(line.get("resourceId").textValue()).isEqualTo(resource);
    }

    @Test
    void aReadThatIsNotAnsweredIsALineWithItsCause() {
        for (Route route : List.of(Route.READ_BOOKING, Route.READ_RESOURCE)) {
            wire.plan(Map.of(READ, Fault.SERVER_ERROR));
            JsonNode line = send(route, booking, "");

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

    private JsonNode book() {
        return send(Route.BOOK, booking, "{\"resourceId\":\"" + resource + "\",\"units\":1}");
    }

    /** The last line of the log. */
    private JsonNode send(Route route, String id, String body) {
        functions.invoke(route, RouteEvent.of(route, id, Map.of(),
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
