package io.holdfast.lab.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.Interception;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.engine.Wire;
import io.holdfast.lab.Engine;
import io.holdfast.lambda.AmendHandler;
import io.holdfast.lambda.BookHandler;
import io.holdfast.lambda.ConfirmHandler;
import io.holdfast.lambda.DefineResourceHandler;
import io.holdfast.lambda.ExtendHandler;
import io.holdfast.lambda.InvokeHandler;
import io.holdfast.lambda.QueueHandler;
import io.holdfast.lambda.ReadBookingHandler;
import io.holdfast.lambda.ReadResourceHandler;
import io.holdfast.lambda.ReleaseHandler;
import io.holdfast.lambda.ResolveHandler;
import io.holdfast.lambda.StreamHandler;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.priming.Priming;
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

/** Before its snapshot a function runs once as a whole, and writes nothing. */
class PrimingTest {
    static Stream<Arguments> functions() {
        return Stream.of(
                function("DefineResource", wiring -> new DefineResourceHandler(wiring),
                        Priming.route("{\"capacity\":2}"), "\"statusCode\":200"),
                function("ReadResource", wiring -> new ReadResourceHandler(wiring),
                        Priming.route(""), "\"statusCode\":200"),
                function("Book", wiring -> new BookHandler(wiring),
                        Priming.route("{\"resourceId\":\"rehearsal\",\"units\":1}"),
                        "\"statusCode\":201"),
                function("ReadBooking", wiring -> new ReadBookingHandler(wiring),
                        Priming.route(""), "\"statusCode\":200"),
                function("Confirm", wiring -> new ConfirmHandler(wiring), Priming.route(""),
                        "\"statusCode\":200"),
                function("Release", wiring -> new ReleaseHandler(wiring), Priming.route(""),
                        "\"statusCode\":200"),
                function("Extend", wiring -> new ExtendHandler(wiring),
                        Priming.route(ExtendHandler.EXAMPLE), "\"statusCode\":200"),
                function("Amend", wiring -> new AmendHandler(wiring),
                        Priming.route(AmendHandler.EXAMPLE), "\"statusCode\":200"),
                function("Resolve", wiring -> new ResolveHandler(wiring), Priming.route(""),
                        "ABANDONED"),
                function("Command", wiring -> new InvokeHandler(wiring), Priming.BOOK,
                        "COMMITTED"),
                function("Commands", wiring -> new QueueHandler(wiring), Priming.BATCH,
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

        assertThat(Priming.run(function, event)).contains(expected);
        assertThat(wire.sent()).isEmpty();
    }

    @Test
    void theFunctionOfTheStreamIsPrimedToo() throws IOException {
        assertThat(Priming.stream((publisher, wiring) -> new StreamHandler(publisher)))
                .isEqualTo("{\"batchItemFailures\":[]}");
    }

    @Test
    void allThatReachesTheTableIsOneReadOfAnIdThatIsNotThere() {
        Wire wire = Engine.wire();
        Priming priming = Priming.register(
                new DynamoDbLedger(Engine.overHttp(), Engine.TABLE),
                wiring -> new BookHandler(wiring),
                Priming.route("{\"resourceId\":\"rehearsal\",\"units\":1}"));
        wire.plan(Map.of());

        priming.beforeCheckpoint(Core.getGlobalContext());

        assertThat(wire.operations()).containsExactly("GetItem");
        assertThat(wire.sent().getFirst().body()).contains("booking#rehearsal\"");
    }

    @Test
    void aRehearsalThatFailsDoesNotKeepTheFunctionFromItsSnapshot() {
        Priming priming = Priming.register(List.of(() -> {
            throw new IOException("no table yet");
        }));

        assertThatCode(() -> priming.beforeCheckpoint(Core.getGlobalContext()))
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
        Priming priming = Priming.register(refused, wiring -> (input, output, context) -> {
            steps.add("run");
        }, Priming.BOOK);

        priming.beforeCheckpoint(Core.getGlobalContext());

        assertThat(steps).containsExactly("run", "read");
    }

    @Test
    void aRunThatFailsDoesNotCostTheRead() {
        List<String> steps = new ArrayList<>();
        Priming priming = Priming.register(List.of(() -> {
            throw new IllegalStateException("a class is missing");
        }, () -> steps.add("read")));

        priming.beforeCheckpoint(Core.getGlobalContext());

        assertThat(steps).containsExactly("read");
    }
}
