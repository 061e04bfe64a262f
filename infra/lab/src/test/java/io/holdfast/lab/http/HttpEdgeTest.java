package io.holdfast.lab.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.CommandId;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of every route: nothing is silently ignored, and null means absent. */
class HttpEdgeTest {
    private final Functions functions = Functions.on(Engine.embedded());
    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");

    @ParameterizedTest
    @EnumSource(Route.class)
    void anUnknownQueryParameterIsNamed(Route route) {
        Reply reply = ask(route, route.method(), "\"rawQueryString\":\"X-Amz-Date=1&units=1\","
                + "\"queryStringParameters\":{\"X-Amz-Date\":\"1\",\"units\":\"1\"},");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("field")).isEqualTo("units");
    }

    @Test
    void aReleaseThatSaysItsUnitsInTheQueryGivesNothingBack() {
        functions.define(resource, 5);
        functions.book(booking, resource, 5);

        assertThat(ask(Route.RELEASE, "POST", "\"queryStringParameters\":{\"units\":\"1\"},")
                .status()).isEqualTo(400);

        assertThat(functions.counters(resource)).isEqualTo("0 0 5");
    }

    @Test
    void aSignatureInTheQueryIsNoParameterOfOurs() {
        functions.define(resource, 5);

        assertThat(ask(Route.READ_RESOURCE, "GET",
                "\"queryStringParameters\":{\"X-Amz-Signature\":\"1\",\"X-Amz-Algorithm\":\"2\"},")
                .status()).isEqualTo(200);
    }

    @Test
    void headAnswersAsGetWithoutABody() {
        functions.define(resource, 5);

        Reply get = ask(Route.READ_RESOURCE, "GET", "");
        Reply head = ask(Route.READ_RESOURCE, "HEAD", "");
        Reply none = ask(Route.READ_BOOKING, "HEAD", "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers()).isEqualTo(get.headers());
        assertThat(head.body().isMissingNode()).isTrue();
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.headers().has("link")).isTrue();
        assertThat(none.body().isMissingNode()).isTrue();
    }

    @Test
    void everyReplyCarriesTheRequestsId() {
        functions.define(resource, 5);

        assertThat(id(ask(Route.READ_RESOURCE, "GET", ""))).isEqualTo("r=");
        assertThat(id(ask(Route.READ_BOOKING, "GET", ""))).isEqualTo("r=");
        assertThat(id(ask(Route.DEFINE_RESOURCE, "PUT", ""))).as("of a bad request")
                .isEqualTo("r=");
        assertThat(id(functions.invoke(Route.BOOK, new byte[0], new TestContext(30_000))))
                .as("the invocation's, where there is no event").isEqualTo("request-1");
    }

    @Test
    void aDeliveryWithoutAnIdIsNamedAfterItsInvocation() {
        byte[] event = ("{\"pathParameters\":{\"resourceId\":\"" + resource
                + "\"},\"requestContext\":{\"requestId\":null},\"body\":\"{\\\"capacity\\\":5}\"}")
                .getBytes(StandardCharsets.UTF_8);

        Reply reply = functions.invoke(Route.DEFINE_RESOURCE, event, new TestContext(30_000));

        assertThat(reply.text("commandId"))
                .as("made of the invocation's id, and not of nothing")
                .isEqualTo(CommandId.ofDelivery("request-1").value());
    }

    @Test
    void aMemberThatIsNullIsAbsent() {
        Reply defined = functions.define(resource, Engine.fresh("c"), "{\"capacity\":5,"
                + "\"status\":null,\"allowDrain\":null,"
                + "\"expectedDefinitionVersion\":null}");
        assertThat(defined.status()).isEqualTo(201);

        Reply booked = functions.book(booking, "{\"resourceId\":\"" + resource
                + "\",\"units\":2,\"expectedVersion\":null,\"holdFor\":null,\"reference\":null,"
                + "\"lines\":null}");
        assertThat(booked.status()).isEqualTo(201);
        assertThat(booked.text("state")).isEqualTo("CONFIRMED");
        assertThat(functions.book(booking, resource, 2).status())
                .as("the same command as without them").isEqualTo(200);
        assertThat(functions.book(Engine.fresh("b"), "{\"resourceId\":null,\"units\":null,"
                + "\"expectedVersion\":null,\"lines\":[{\"resourceId\":\"" + resource
                + "\",\"units\":1,\"expectedVersion\":null}]}").status()).isEqualTo(201);
        assertThat(functions.release(booking, "r", "{\"units\":null,\"lines\":null}").status())
                .isEqualTo(200);
        assertThat(functions.counters(resource)).isEqualTo("4 0 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", " ", "{}"})
    void aBodyThatMayBeLeftOutMayBeNull(String body) {
        functions.define(resource, 5);
        functions.hold(booking, resource, 2, "PT10M");

        assertThat(functions.call(Route.CONFIRM, booking, Map.of(), body).status()).isEqualTo(200);
        assertThat(functions.call(Route.RESOLVE, booking, Map.of(), body).status()).isEqualTo(200);
        assertThat(functions.call(Route.RELEASE, booking, Map.of(), body).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "2e0", "20e-1", "0.2e1", "2.000E+0"})
    void aWholeNumberIsOneHoweverItIsWritten(String two) {
        functions.define(resource, 5);

        Reply booked = functions.book(booking,
                "{\"resourceId\":\"" + resource + "\",\"units\":" + two + "}");

        assertThat(booked.status()).isEqualTo(201);
        assertThat(booked.body().at("/lines/0/units").longValue()).isEqualTo(2);
        assertThat(functions.book(booking, resource, 2).status()).as("the same command")
                .isEqualTo(200);
    }

    @Test
    void aPartialReleaseThatNamesNoCommandIsRefused() {
        functions.define(resource, 5);
        functions.book(booking, resource, 2);

        for (String body : List.of("{\"units\":1}",
                "{\"lines\":[{\"resourceId\":\"" + resource + "\",\"units\":2}]}")) {
            Reply reply = functions.call(Route.RELEASE, booking, Map.of(), body);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text("field")).isEqualTo("Idempotency-Key");
            assertThat(reply.text("problem")).contains("would be carried out again");
        }
        assertThat(functions.counters(resource)).isEqualTo("3 0 2");
    }

    private Reply ask(Route route, String method, String query) {
        String event = "{" + query + "\"routeKey\":\"" + method + " " + route.path()
                + "\",\"requestContext\":{\"requestId\":\"r=\",\"http\":{\"method\":\"" + method
                + "\"}},\"pathParameters\":{\"bookingId\":\"" + booking + "\",\"resourceId\":\""
                + resource + "\"}}";
        return functions.invoke(route, event.getBytes(StandardCharsets.UTF_8),
                new TestContext(30_000));
    }

    private static String id(Reply reply) {
        return reply.headers().get("x-request-id").textValue();
    }
}
