package io.holdfast.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.examples.StateMachine.FunctionError;
import io.holdfast.lambda.CommandUndecided;
import io.holdfast.lambda.InvokeHandler;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.local.LocalService;
import io.holdfast.local.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The definition in infra/examples/states, executed against the function that it invokes. */
class StateMachineTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static LocalService service;
    private static DynamoDbClient client;
    private static Wiring wiring;

    private final String order = UUID.randomUUID().toString();
    private final List<String> commands = new ArrayList<>();
    /** The errors of the next invocations of Command; an empty one lets the invocation through. */
    private final Deque<String> faults = new ArrayDeque<>();
    private final List<String> refunds = new ArrayList<>();
    private StateMachine.Function pay = payload -> payload;

    @BeforeAll
    static void start() throws IOException {
        service = LocalService.start(Settings.anywhere(entries -> Set.of()));
        client = StoreClient.local(service.dynamoDb(), StoreClient.http());
        wiring = Wiring.of(new DynamoDbLedger(client, LocalService.TABLE));
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        service.close();
    }

    @Test
    void whatIsPaidIsSold() throws Exception {
        String resource = define(1);

        assertThat(execute(resource)).containsExactly("First attempt", "Hold", "Held?", "Pay",
                "First confirm", "Confirm", "Confirmed?", "Sold");
        assertThat(commands).containsExactly("book " + order + ".1 COMMITTED",
                "confirm " + order + ".1 COMMITTED");
        assertThat(execute(resource)).as("a second execution of the order").endsWith("Sold");
        assertThat(execute(resource, UUID.randomUUID().toString())).endsWith("Not held");
    }

    @Test
    void whatIsNotPaidIsReleased() throws Exception {
        String resource = define(1);
        pay = payload -> {
            throw new FunctionError("Declined");
        };

        assertThat(execute(resource)).endsWith("Pay", "Release", "Released?", "Not paid");
        assertThat(refunds).as("nothing was charged").isEmpty();
        pay = payload -> payload;
        assertThat(execute(resource, UUID.randomUUID().toString())).endsWith("Sold");
    }

    @ParameterizedTest
    @ValueSource(strings = {"States.Timeout", "Lambda.Unknown", "java.net.SocketTimeoutException"})
    void aPaymentThatMayHaveBeenChargedIsUndoneBeforeTheUnitsAreGivenBack(String error)
            throws Exception {
        List<String> charges = new ArrayList<>();
        pay = payload -> {
            charges.add(payload.path("bookingId").asText());
            throw new FunctionError(error);
        };

        assertThat(execute(define(1))).endsWith("Pay", "Undo the payment", "Release", "Released?",
                "Not paid");
        assertThat(refunds).isEqualTo(charges).containsExactly(order + ".1");
        assertThat(commands).last().isEqualTo("release " + order + ".1 COMMITTED");
    }

    @Test
    void unitsAreSaidToBeBackOnlyWhereTheReleaseSucceeded() throws Exception {
        pay = payload -> {
            faults.add("transient");
            throw new FunctionError("Declined");
        };
        assertThat(execute(define(1))).endsWith("Release", "Released?", "Not paid, still held");

        pay = payload -> {
            faults.addAll(Collections.nCopies(4, CommandUndecided.class.getName()));
            throw new FunctionError("Declined");
        };
        assertThat(execute(define(1), UUID.randomUUID().toString())).endsWith("Release",
                "Not paid, still held");
        assertThat(definition().path("States").path("Not paid, still held").path("Cause")
                .asText()).doesNotContain("given back");
    }

    @Test
    void anUndecidedCommandIsInvokedAgainUnderTheSameIds() throws Exception {
        faults.addAll(List.of(CommandUndecided.class.getName(), "Lambda.ServiceException", "",
                CommandUndecided.class.getName(), "States.Timeout", ""));

        assertThat(execute(define(1))).endsWith("Sold");
        assertThat(commands).filteredOn(command -> command.startsWith("book")).hasSize(3)
                .containsOnly("book " + order + ".1 COMMITTED");
        assertThat(commands).filteredOn(command -> command.startsWith("confirm")).hasSize(3)
                .containsOnly("confirm " + order + ".1 COMMITTED");
    }

    @Test
    void aHoldThatStaysUndecidedIsResolvedAndIsSoldIfItHadBeenHeld() throws Exception {
        for (int i = 0; i < 7; i++) {
            faults.add(CommandUndecided.class.getName());
        }

        assertThat(execute(define(1))).containsSequence("Hold", "Give up on the hold", "Held?",
                "Pay").endsWith("Sold");
    }

    @Test
    void aWrongRequestIsNotRepeated() throws Exception {
        assertThat(execute("no/such id")).containsExactly("First attempt", "Hold",
                "Wrong request");
        assertThat(commands).hasSize(1);
    }

    @Test
    void whatThereIsNotIsNotHeld() throws Exception {
        assertThat(execute(define(0))).containsExactly("First attempt", "Hold", "Held?",
                "Not held");
    }

    @Test
    void aTransientFailureIsTriedUnderANewIdThreeTimes() throws Exception {
        faults.addAll(List.of("transient", "transient", "transient"));

        assertThat(execute(define(1))).endsWith("Held?", "Not held");
        assertThat(commands).containsExactly("book " + order + ".1 transient",
                "book " + order + ".2 transient", "book " + order + ".3 transient");
    }

    @Test
    void whoPaidForWhatIsGoneGetsTheMoneyBack() throws Exception {
        pay = payload -> {
            command(JSON.createObjectNode().put("command", "release")
                    .put("bookingId", payload.path("bookingId").asText())
                    .put("commandId", "somebody-else"));
            return payload;
        };

        assertThat(execute(define(1))).endsWith("Confirmed?", "Refund", "Too late");
        assertThat(refunds).containsExactly(order + ".1");
    }

    private List<String> execute(String resource) throws IOException {
        return execute(resource, order);
    }

    private List<String> execute(String resource, String orderId) throws IOException {
        StateMachine machine = new StateMachine(definition(), Map.of(
                "${CommandFunctionAlias}", this::faulty, "${PayFunction}",
                payload -> pay.invoke(payload), "${RefundFunction}", payload -> {
                    refunds.add(payload.path("bookingId").asText());
                    return payload;
                }));
        return machine.execute(JSON.createObjectNode().put("orderId", orderId)
                .put("resourceId", resource).put("units", 1));
    }

    /** The function Command, whose answer may be lost. */
    private JsonNode faulty(JsonNode payload) throws FunctionError {
        String fault = faults.isEmpty() ? "" : faults.pop();
        String call = payload.path("command").asText() + " " + payload.path("bookingId").asText();
        if (fault.equals("transient")) {
            commands.add(call + " transient");
            return JSON.createObjectNode().put("outcome", "FAILED").put("transient", true);
        }
        ObjectNode verdict = command(payload, call);
        commands.add(call + " " + verdict.path("outcome").asText());
        if (!fault.isEmpty()) {
            throw new FunctionError(fault);
        }
        return verdict;
    }

    private ObjectNode command(JsonNode payload, String call) throws FunctionError {
        try {
            return command(payload);
        } catch (FunctionError e) {
            commands.add(call + " " + e.getMessage());
            throw e;
        }
    }

    /** Invokes the handler; an exception's name is the errorType that the Java runtime reports. */
    private static ObjectNode command(JsonNode payload) throws FunctionError {
        try {
            ByteArrayOutputStream verdict = new ByteArrayOutputStream();
            new InvokeHandler(wiring).handleRequest(
                    new ByteArrayInputStream(payload.toString().getBytes(StandardCharsets.UTF_8)),
                    verdict, context());
            return (ObjectNode) JSON.readTree(verdict.toByteArray());
        } catch (RuntimeException e) {
            throw new FunctionError(e.getClass().getName());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode definition() throws IOException {
        try (InputStream file = StateMachineTest.class
                .getResourceAsStream("/book-and-confirm.asl.json")) {
            return JSON.readTree(Objects.requireNonNull(file, "book-and-confirm.asl.json"));
        }
    }

    private static String define(long capacity) throws Exception {
        String resource = "states-" + UUID.randomUUID();
        HttpRequest request = HttpRequest
                .newBuilder(service.address().resolve("/resources/" + resource))
                .PUT(BodyPublishers.ofString("{\"capacity\":" + capacity + "}")).build();
        assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString())
                .statusCode()).isEqualTo(201);
        return resource;
    }

    /** The part of an invocation's context that the handler reads. */
    private static Context context() {
        LambdaLogger silent = (LambdaLogger) Proxy.newProxyInstance(
                StateMachineTest.class.getClassLoader(), new Class<?>[]{LambdaLogger.class},
                (proxy, method, arguments) -> null);
        return (Context) Proxy.newProxyInstance(StateMachineTest.class.getClassLoader(),
                new Class<?>[]{Context.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getAwsRequestId" -> UUID.randomUUID().toString();
                        case "getRemainingTimeInMillis" -> 29_000;
                        case "getMemoryLimitInMB" -> 1024;
                        case "getLogger" -> silent;
                        case "getIdentity", "getClientContext" -> null;
                        default -> "test";
                    };
                });
    }
}
