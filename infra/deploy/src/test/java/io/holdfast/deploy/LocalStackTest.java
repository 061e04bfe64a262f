package io.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.lambda.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.Environment;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * This template, deployed through CloudFormation on LocalStack, with its functions in real Lambda
 * containers. Not covered, since the community edition does not have them and makes up ids called
 * "unknown": the HTTP API itself (its routes, authorizers, throttles and logs), CodeDeploy, the
 * dashboard, the rule of Contributor Insights and the metric filter. Nor does it enforce IAM, or take
 * snapshots.
 */
class LocalStackTest {
    private static final List<String> NOT_COVERED = List.of("AWS::ApiGatewayV2::Api",
            "AWS::ApiGatewayV2::Stage", "AWS::CodeDeploy::Application",
            "AWS::CodeDeploy::DeploymentGroup", "AWS::CloudWatch::Dashboard",
            "AWS::CloudWatch::InsightRule", "AWS::Logs::MetricFilter");
    /** Containers that run one function at the same time; each is a JVM. */
    private static final int CALLERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final LocalStack STACK = new LocalStack();
    private static @Nullable Deployment started;
    private static @Nullable Listener listener;

    @BeforeAll
    static void deploy() throws Exception {
        LocalStack.requireEngine();
        STACK.start();
        started = new Deployment(STACK);
        started.deploy();
        listener = new Listener(STACK, started);
    }

    @AfterAll
    static void stop() {
        if (listener != null) {
            listener.close();
        }
        if (started != null) {
            started.close();
        }
        STACK.stop();
    }

    private static Deployment deployment() {
        return Objects.requireNonNull(started);
    }

    private static Listener received() {
        return Objects.requireNonNull(listener);
    }

    @Test
    void everyResourceIsReallyThere() {
        assertThat(deployment().resources()).hasSizeGreaterThan(80);
        deployment().resources().forEach((logical, physical) -> {
            String type = String.valueOf(deployment().types().get(logical));
            assertThat("unknown".equals(physical)).as(logical + " " + type + " " + physical)
                    .isEqualTo(NOT_COVERED.contains(type));
        });
        NOT_COVERED.forEach(type -> System.out.println("not covered on LocalStack: " + type));
    }

    @Test
    void sixtyBookingsFromManyContainersTakeTwentyUnits() throws Exception {
        call(Route.DEFINE_RESOURCE, "hall", "define-hall", "{\"capacity\":20}");
        List<Callable<JsonNode>> attempts = IntStream.range(0, 60)
                .<Callable<JsonNode>>mapToObj(i -> () -> call(Route.BOOK, "hall-" + i, "none",
                        "{\"resourceId\":\"hall\",\"units\":1}"))
                .toList();
        List<JsonNode> verdicts = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            for (Future<JsonNode> each : callers.invokeAll(attempts)) {
                verdicts.add(each.get());
            }
        }

        assertThat(verdicts).filteredOn(verdict -> is(verdict, "COMMITTED")).hasSize(20);
        assertThat(verdicts).filteredOn(verdict -> is(verdict, "FAILED")).hasSize(40)
                .allMatch(verdict -> verdict.has("reason"));
        JsonNode hall = call(Route.READ_RESOURCE, "hall", "none", "");
        assertThat(hall.get("available").intValue()).isZero();
        assertThat(hall.get("confirmed").intValue()).isEqualTo(20);
        JsonNode again = call(Route.BOOK, "hall-7", "none",
                "{\"resourceId\":\"hall\",\"units\":1}");
        assertThat(again.get("outcome")).isEqualTo(verdicts.get(7).get("outcome"));
        assertThat(again.get("decidedAt")).isEqualTo(verdicts.get(7).get("decidedAt"));
        await(() -> IntStream.range(0, 60)
                .allMatch(i -> received().details.containsKey("booking/hall-" + i)));
        assertThat(received().types).containsValue("resource.exhausted");
    }

    @Test
    void aHoldIsConfirmedReleasedAndTold() throws Exception {
        call(Route.DEFINE_RESOURCE, "room", "define-room", "{\"capacity\":2}");
        call(Route.BOOK, "stay", "none",
                "{\"resourceId\":\"room\",\"units\":2,\"holdFor\":\"PT10M\"}");

        assertThat(is(call(Route.EXTEND, "stay", "longer", "{\"holdFor\":\"PT20M\"}"),
                "COMMITTED")).isTrue();
        assertThat(is(call(Route.AMEND, "stay", "one", "{\"units\":1}"), "COMMITTED")).isTrue();
        assertThat(is(call(Route.CONFIRM, "stay", "pay", ""), "COMMITTED")).isTrue();
        assertThat(is(call(Route.RELEASE, "stay", "back", ""), "COMMITTED")).isTrue();
        assertThat(is(call(Route.RESOLVE, "nobody", "none", ""), "FAILED")).isTrue();
        assertThat(call(Route.READ_BOOKING, "stay", "none", "").get("state").textValue())
                .isEqualTo("RELEASED");

        await(() -> received().types.keySet().containsAll(List.of("booking/stay",
                "booking/stay/longer", "booking/stay/one", "booking/stay/pay", "booking/stay/back",
                "booking/nobody")));
        assertThat(received().types).containsEntry("booking/stay", "booking.held")
                .containsEntry("booking/stay/longer", "booking.extended")
                .containsEntry("booking/stay/one", "booking.amended")
                .containsEntry("booking/stay/pay", "booking.confirmed")
                .containsEntry("booking/stay/back", "booking.released")
                .containsEntry("booking/nobody", "booking.failed");
    }

    @Test
    void commandsByTheQueueAreCarriedOutOnceAndPoisonEndsInTheDeadLetterQueue() throws Exception {
        call(Route.DEFINE_RESOURCE, "shop", "define-shop", "{\"capacity\":5}");
        deployment().send("shop", "1", book("q-1", "shop"));
        deployment().send("shop", "2", book("q-1", "shop"));
        deployment().send("shop", "3", "poison");
        deployment().send("shop", "4", book("q-2", "shop"));
        deployment().send("shop", "5", "{\"command\":\"release\",\"bookingId\":\"q-1\"}");

        await(() -> received().types.keySet().containsAll(List.of("booking/q-1", "booking/q-2"))
                && received().types.values().contains("booking.released"));
        assertThat(call(Route.READ_RESOURCE, "shop", "none", "").get("confirmed").intValue())
                .isEqualTo(1);
        List<String> dead = new ArrayList<>();
        await(() -> {
            dead.addAll(deployment().sqs
                    .receiveMessage(receive -> receive
                            .queueUrl(deployment().physical("DeadLetterQueue")).waitTimeSeconds(1)
                            .messageAttributeNames("HoldfastReason"))
                    .messages().stream().map(LocalStackTest::bodyAndReason).toList());
            return !dead.isEmpty();
        });
        assertThat(dead).containsExactly("poison INVALID_REQUEST");
        assertThat(received().times("booking/q-1")).as("published once").isEqualTo(1);
    }

    @Test
    void directInvocationReturnsTheVerdictOrFailsByName() {
        call(Route.DEFINE_RESOURCE, "desk", "define-desk", "{\"capacity\":1}");

        InvokeResponse booked = deployment().invoke("CommandFunction", book("d-1", "desk"));
        assertThat(booked.functionError()).isNull();
        assertThat(is(Events.parse(booked.payload().asUtf8String()), "COMMITTED")).isTrue();
        InvokeResponse rejected = deployment().invoke("CommandFunction", "{\"command\":\"burn\"}");
        assertThat(rejected.functionError()).isNotEmpty();
        assertThat(rejected.payload().asUtf8String())
                .contains("io.holdfast.lambda.CommandRejected", "invalid-request");
    }

    @Test
    void aRequestWithoutAnAuthorizerIsRefused() {
        ObjectNode event = Events.http(Route.READ_RESOURCE, "hall", "none", "");
        ((ObjectNode) event.get("requestContext")).remove("authorizer");

        assertThat(deployment().invoke("ReadResourceFunction", event.toString()).payload()
                .asUtf8String()).startsWith("{\"statusCode\":403");
    }

    @Test
    void aFunctionWithoutItsSettingFailsWhenItStartsAndSaysWhich() throws Exception {
        String function = deployment().physical("ResolveFunction");
        deployment().lambda.updateFunctionConfiguration(update -> update.functionName(function)
                .environment(Environment.builder().variables(Map.of("NONE", "x")).build()));
        await(() -> deployment().lambda
                .getFunctionConfiguration(get -> get.functionName(function))
                .lastUpdateStatusAsString().equals("Successful"));

        InvokeResponse failed = deployment().lambda.invoke(invoke -> invoke.functionName(function));

        assertThat(failed.functionError()).isNotEmpty();
        assertThat(failed.payload().asUtf8String()).contains(
                "set the environment variable HOLDFAST_TABLE to the name of the table");
    }

    private static String bodyAndReason(Message message) {
        return message.body() + " "
                + Objects
                        .requireNonNull(message.messageAttributes().get("HoldfastReason"))
                        .stringValue();
    }

    private static JsonNode call(Route route, String id, String commandId, String body) {
        return deployment().call(route, id, commandId, body);
    }

    private static boolean is(JsonNode verdict, String outcome) {
        return verdict.path("outcome").asText().equals(outcome);
    }

    private static String book(String booking, String resource) {
        return "{\"command\":\"book\",\"bookingId\":\"" + booking + "\",\"resourceId\":\""
                + resource + "\",\"units\":1}";
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("received " + received().types + "\n" + STACK.logs());
            }
            Thread.sleep(PAUSE);
        }
    }
}
