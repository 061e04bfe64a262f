package io.holdfast.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.Interception;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.engine.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Before its snapshot a function has gone the whole way once, and has written nothing. */
class RehearsalTest {
    static Stream<Arguments> functions() {
        return Stream.of(
                function("DefineResource", wiring -> new DefineResourceHandler(wiring),
                        Rehearsal.route("{\"capacity\":2}"), "\"statusCode\":200"),
                function("ReadResource", wiring -> new ReadResourceHandler(wiring),
                        Rehearsal.route(""), "\"statusCode\":200"),
                function("Book", wiring -> new BookHandler(wiring),
                        Rehearsal.route("{\"resourceId\":\"rehearsal\",\"units\":1}"),
                        "\"statusCode\":201"),
                function("ReadBooking", wiring -> new ReadBookingHandler(wiring),
                        Rehearsal.route(""), "\"statusCode\":200"),
                function("Confirm", wiring -> new ConfirmHandler(wiring), Rehearsal.route(""),
                        "\"statusCode\":200"),
                function("Release", wiring -> new ReleaseHandler(wiring), Rehearsal.route(""),
                        "\"statusCode\":200"),
                function("Resolve", wiring -> new ResolveHandler(wiring), Rehearsal.route(""),
                        "ABANDONED"),
                function("Command", wiring -> new CommandHandler(wiring), Rehearsal.BOOK,
                        "COMMITTED"),
                function("Commands", wiring -> new CommandsHandler(wiring), Rehearsal.BATCH,
                        "{\"batchItemFailures\":[]}"));
    }

    private static Arguments function(String name, Function<Wiring, RequestStreamHandler> function,
            String event, String expected) {
        return Arguments.of(name, function, event, expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void eachGoesItsWholeWayAndSendsNothing(String name,
            Function<Wiring, RequestStreamHandler> function, String event, String expected)
            throws IOException {
        Wire wire = Engine.wire();
        wire.plan(Map.of());

        assertThat(Rehearsal.run(function, event)).contains(expected);
        assertThat(wire.sent()).isEmpty();
    }

    @Test
    void theOutcomesAreRehearsedToo() throws Exception {
        assertThat(Rehearsal.outcomes().call()).isEqualTo("{\"batchItemFailures\":[]}");
    }

    @Test
    void allThatReachesTheTableIsOneReadOfAnIdThatIsNotThere() {
        Wire wire = Engine.wire();
        Rehearsal rehearsal = Rehearsal.register(
                new DynamoDbLedger(Engine.overHttp(), Engine.TABLE),
                wiring -> new BookHandler(wiring),
                Rehearsal.route("{\"resourceId\":\"rehearsal\",\"units\":1}"));
        wire.plan(Map.of());

        rehearsal.beforeCheckpoint(Core.getGlobalContext());

        assertThat(wire.operations()).containsExactly("GetItem");
        assertThat(wire.sent().getFirst().body()).contains("booking#rehearsal\"");
    }

    @Test
    void aRehearsalThatFailsDoesNotKeepTheFunctionFromItsSnapshot() {
        Rehearsal rehearsal = Rehearsal.register(List.of(() -> {
            throw new IOException("no table yet");
        }));

        assertThatCode(() -> rehearsal.beforeCheckpoint(Core.getGlobalContext()))
                .doesNotThrowAnyException();
    }

    @Test
    void aRefusedReadOfTheTableDoesNotCostTheRun() {
        List<String> steps = new ArrayList<>();
        Interception refusing = (request, proceed) -> {
            steps.add("read");
            throw DynamoDbException.builder().message("AccessDenied").statusCode(400).build();
        };
        Ledger refused = new DynamoDbLedger(refusing.around(new MemoryDynamoDb()), Engine.TABLE);
        Rehearsal rehearsal = Rehearsal.register(refused, wiring -> (input, output, context) -> {
            steps.add("run");
        }, Rehearsal.BOOK);

        rehearsal.beforeCheckpoint(Core.getGlobalContext());

        assertThat(steps).containsExactly("run", "read");
    }

    @Test
    void aRunThatFailsDoesNotCostTheRead() {
        List<String> steps = new ArrayList<>();
        Rehearsal rehearsal = Rehearsal.register(List.of(() -> {
            throw new IllegalStateException("a class is missing");
        }, () -> steps.add("read")));

        rehearsal.beforeCheckpoint(Core.getGlobalContext());

        assertThat(steps).containsExactly("read");
    }
}
