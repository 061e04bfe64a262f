package io.holdfast.lab.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Limits;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.RouteEvent;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets a 4xx that names the field and the limit, and changes nothing. */
class HostileInputTest {
    private static final List<Route> ROUTES_WITH_AN_ID = Stream.of(Route.values())
            .filter(route -> route.path().contains("{")).toList();

    private final Functions functions = Functions.on(Engine.embedded());

    static Stream<Arguments> bodies() {
        return Stream.of(
                body("", "body: is required"),
                body(" ", "body: is required"),
                body("null", "body: is required"),
                body("null null", "body: must be one JSON object and nothing after it"),
                body("nul", "body: is not valid JSON"),
                body("[]", "body: must be a JSON object"),
                body("{", "body: is not valid JSON at line 1, column"),
                body("{\"resourceId\":\"r\",\"units\":1}{}", "body: must be one JSON object"),
                body("{\"resourceId\":\"r\",\"units\":1} x", "body: is not valid JSON"),
                body("{\"resourceId\":\"r\"}", "units: is required"),
                body("{\"units\":1}", "resourceId: is required"),
                body("{\"resourceId\":\"r\",\"units\":\"1\"}", "units: must be a whole number"),
                body("{\"resourceId\":\"r\",\"units\":1.5}", "units: must be a whole number"),
                body("{\"resourceId\":\"r\",\"units\":1e-1}", "units: must be a whole number"),
                body("{\"resourceId\":\"r\",\"units\":1e999999999}",
                        "units: must be from 1 to 1000000"),
                body("{\"resourceId\":\"r\",\"units\":null}", "units: is required"),
                body("{\"resourceId\":null,\"units\":1}", "resourceId: is required"),
                body("{\"resourceId\":\"r\",\"units\":1,\"colour\":null}",
                        "colour: is unknown here"),
                body("{\"lines\":[null]}", "lines[0]: must be an object"),
                body("{\"lines\":[{\"resourceId\":\"r\",\"units\":null}]}",
                        "lines[0].units: is required"),
                body("{\"resourceId\":\"r\",\"units\":true}", "units: must be a whole number"),
                body("{\"resourceId\":\"r\",\"units\":[1]}", "units: must be a whole number"),
                body("{\"resourceId\":\"r\",\"units\":NaN}", "body: is not valid JSON"),
                body("{\"resourceId\":\"r\",\"units\":0}", "units: must be from 1 to 1000000"),
                body("{\"resourceId\":\"r\",\"units\":-1}", "units: must be from 1 to 1000000"),
                body("{\"resourceId\":\"r\",\"units\":1000001}",
                        "units: must be from 1 to 1000000"),
                body("{\"resourceId\":\"r\",\"units\":" + "9".repeat(5000) + "}",
                        "units: must be from 1 to 1000000"),
                body("{\"resourceId\":\"r\",\"units\":1,\"units\":2}", "units: appears twice"),
                body("{\"resourceId\":\"r\",\"units\":1,\"expectedVersion\":0}",
                        "expectedVersion: must be from 1 to"),
                body("{\"resourceId\":7,\"units\":1}", "resourceId: must be a string"),
                body("{\"resourceId\":\"\",\"units\":1}", "resourceId: must be 1 to 128"),
                body("{\"resourceId\":\"a b\",\"units\":1}", "resourceId: must be 1 to 128"),
                body("{\"resourceId\":\"" + "r".repeat(129) + "\",\"units\":1}",
                        "resourceId: must be 1 to 128"),
                body("{\"resourceId\":\"r\",\"units\":1,\"colour\":\"red\"}",
                        "colour: is unknown here; known are resourceId, units"),
                body("{\"resourceId\":\"r\",\"units\":1,\"holdFor\":600}",
                        "holdFor: must be a string"),
                body("{\"resourceId\":\"r\",\"units\":1,\"holdFor\":\"10 minutes\"}",
                        "holdFor: must be an ISO-8601 duration such as PT10M"),
                body("{\"resourceId\":\"r\",\"units\":1,\"holdFor\":\"PT0S\"}",
                        "holdFor: must be whole seconds from PT1S to P7D"),
                body("{\"resourceId\":\"r\",\"units\":1,\"holdFor\":\"-PT1M\"}",
                        "holdFor: must be an ISO-8601 duration such as PT10M"),
                body("{\"resourceId\":\"r\",\"units\":1,\"holdFor\":\"PT1.5S\"}",
                        "holdFor: must be an ISO-8601 duration such as PT10M"),
                body("{\"resourceId\":\"r\",\"units\":1,\"holdFor\":\"P7DT1S\"}",
                        "holdFor: must be whole seconds from PT1S to P7D"),
                body("{\"resourceId\":\"r\",\"units\":1,\"holdFor\":\"PT99999999999999H\"}",
                        "holdFor: must be"),
                body("{\"resourceId\":\"r\",\"units\":1,\"lines\":[]}",
                        "resourceId: is unknown here"),
                body("{\"lines\":[]}", "lines: must have from 1 to 31 entries"),
                body("{\"lines\":{}}", "lines: must be an array"),
                body("{\"lines\":[1]}", "lines[0]: must be an object"),
                body("{\"lines\":[" + line("r") + "," + line("r") + "]}",
                        "lines[1].resourceId: appears twice"),
                body("{\"lines\":[" + line("a") + ",{\"resourceId\":\"b\",\"units\":0}]}",
                        "lines[1].units: must be from 1 to 1000000"),
                body("{\"lines\":[" + line("a") + ",{\"resourceId\":\"b\",\"x\":0}]}",
                        "lines[1].x: is unknown here"),
                body("{\"lines\":[" + lines(32) + "]}", "lines: must have from 1 to 31 entries"),
                body("{\"resourceId\":\"r\",\"units\":1,\"reference\":\"" + "x".repeat(257) + "\"}",
                        "reference: must be at most 256 characters"),
                body("{\"resourceId\":\"r\",\"units\":1,\"reference\":\"a\\u0000b\"}",
                        "reference: must not contain control characters"),
                body("{\"resourceId\":\"r\",\"units\":1,\"reference\":\"\\ud800\"}",
                        "reference: must not contain control characters or unpaired"),
                body("[".repeat(20_000), "body: must be a JSON object"),
                body("{\"a\":" + "[".repeat(20_000), "body: is nested deeper than 8 levels"),
                body("{\"a\":" + "{\"a\":".repeat(20), "body: is nested deeper than 8 levels"));
    }

    @ParameterizedTest(name = "{index}: {1}")
    @MethodSource("bodies")
    void aBadBookingIsRefusedByField(String body, String detail) {
        String booking = Engine.fresh("booking");

        Reply reply = functions.book(booking, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(Stream.of(detail.split("\\|", -1)).anyMatch(reply.text("detail")::startsWith))
                .as("%s starts with %s", reply.text("detail"), detail).isTrue();
        assertThat(reply.text("detail")).startsWith(reply.text("field") + ": ");
        assertThat(functions.booking(booking).status()).as("nothing was recorded")
                .isEqualTo(404);
    }

    static Stream<Arguments> definitions() {
        return Stream.of(
                body("{}", "capacity: is required"),
                body("{\"capacity\":-1}", "capacity: must be from 0 to 1000000000000"),
                body("{\"capacity\":1000000000001}", "capacity: must be from 0 to 1000000000000"),
                body("{\"capacity\":\"5\"}", "capacity: must be a whole number"),
                body("{\"capacity\":5,\"status\":\"open\"}",
                        "status: must be one of [OPEN, CLOSED]"),
                body("{\"capacity\":5,\"stripes\":1}", "stripes: is unknown here"),
                body("{\"capacity\":5,\"stripes\":99999999999}", "stripes: is unknown here"),
                body("{\"stripes\":1}", "stripes: is unknown here"),
                body("{\"capacity\":5,\"stripes\":null}", "stripes: is unknown here"),
                body("{\"capacity\":5,\"allowDrain\":1}", "allowDrain: must be true or false"),
                body("{\"capacity\":5,\"expectedDefinitionVersion\":-1}",
                        "expectedDefinitionVersion: must be from 0 to"),
                body("{\"capacity\":5,\"version\":1}", "version: is unknown here"));
    }

    @ParameterizedTest(name = "{index}: {1}")
    @MethodSource("definitions")
    void aBadDefinitionIsRefusedByField(String body, String detail) {
        String resource = Engine.fresh("resource");

        Reply reply = functions.define(resource, Engine.fresh("command"), body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("detail")).startsWith(detail);
        assertThat(functions.resource(resource).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aBadIdIsRefused(String id) {
        for (Route route : ROUTES_WITH_AN_ID) {
            Reply reply = functions.call(route, id, Map.of(),
                    route == Route.DEFINE_RESOURCE ? "{\"capacity\":1}" : "{}");

            assertThat(reply.status()).as(route.name()).isEqualTo(400);
            assertThat(reply.text("field")).isIn("bookingId", "resourceId");
        }
    }

    static Stream<String> ids() {
        // The API has decoded them already, so a percent sign is part of the id, and no id may have
        // one.
        return Stream.of(".", "..", "%41", "a/b", "a%2Fb", "%2541", "%41%", "%zz", "%C3%A9", "é",
                "%ff",
                "a%00b", "a+b",
                "%20", " ", "\u0000",
                "", "a#b", "%23", "x".repeat(129));
    }

    static Stream<Arguments> releases() {
        return Stream.of(
                body("[]", "body: must be a JSON object"),
                body("{\"units\":0}", "units: must be from 1 to 1000000"),
                body("{\"units\":\"1\"}", "units: must be a whole number"),
                body("{\"units\":1,\"lines\":[" + line("a") + "]}",
                        "lines: cannot be given together with units"),
                body("{\"lines\":[]}", "lines: must have from 1 to 31 entries"),
                body("{\"lines\":[" + lines(32) + "]}", "lines: must have from 1 to 31 entries"),
                body("{\"lines\":[" + line("a") + "," + line("a") + "]}",
                        "lines[1].resourceId: appears twice"),
                body("{\"lines\":[{\"resourceId\":\"a\",\"units\":-1}]}",
                        "lines[0].units: must be from 1 to 1000000"),
                body("{\"all\":true}", "all: is unknown here; known are units, lines"));
    }

    @ParameterizedTest(name = "{index}: {1}")
    @MethodSource("releases")
    void aBadReleaseIsRefusedByField(String body, String detail) {
        Reply reply = functions.release(Engine.fresh("booking"), "r", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("detail")).startsWith(detail);
    }

    @Test
    void confirmAndResolveTakeNoFields() {
        for (Route route : new Route[]{Route.CONFIRM, Route.RESOLVE}) {
            assertThat(functions.call(route, Engine.fresh("b"), Map.of(), "{\"units\":1}")
                    .text("detail")).isEqualTo("units: is unknown here; the body has no fields");
        }
    }

    @Test
    void aBodyAtTheLimitIsReadAndOneByteMoreIsNot() {
        String valid = "{\"resourceId\":\"r\",\"units\":1}";
        String padded = valid + " ".repeat(Limits.BODY_BYTES - valid.length());

        assertThat(functions.book(Engine.fresh("b"), padded).status()).isEqualTo(409);
        Reply tooLarge = functions.book(Engine.fresh("b"), padded + " ");
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.text("detail")).isEqualTo("body: must be at most 65536 bytes");
    }

    @Test
    void aMegabyteIsTooLarge() {
        assertThat(functions.book(Engine.fresh("b"), "x".repeat(1 << 20)).status())
                .isEqualTo(413);
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] body = "{\"resourceId\":\"r\",\"units\":1,\"reference\":\"\u00ff\"}"
                .getBytes(StandardCharsets.ISO_8859_1);
        Reply reply = functions.invoke(Route.BOOK,
                RouteEvent.of(Route.BOOK, Engine.fresh("b"), Map.of(), body),
                new TestContext(30_000));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("detail")).isEqualTo("body: must be UTF-8");
    }

    @Test
    void brokenBase64IsRefused() {
        Reply reply = event("{\"pathParameters\":{\"bookingId\":\"b\"},\"body\":\"*\","
                + "\"isBase64Encoded\":true}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("detail")).isEqualTo("body: has a broken base64 encoding");
    }

    @Test
    void whatIsNotAnHttpApiEventIsRefused() {
        for (String event : new String[]{"", "null", "[]", "{", "\"x\"", "{}", "{}{}",
                "{\"version\":\"1.0\",\"pathParameters\":{\"bookingId\":\"b\"}}"}) {
            assertThat(event(event).status()).as(event).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "", ".", "..", "\"..\""})
    void aBadIdempotencyKeyIsNamed(String key) {
        Map<String, String> headers = Map.of("idempotency-key", key);
        for (Reply reply : List.of(
                functions.define(Engine.fresh("resource"), key, "{\"capacity\":1}"),
                functions.call(Route.CONFIRM, Engine.fresh("b"), headers, ""),
                functions.call(Route.RELEASE, Engine.fresh("b"), headers, "{\"units\":1}"))) {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text("field")).isEqualTo("Idempotency-Key");
        }
    }

    private Reply event(String event) {
        return functions.invoke(Route.BOOK, event.getBytes(StandardCharsets.UTF_8),
                new TestContext(30_000));
    }

    private static Arguments body(String body, String detail) {
        return Arguments.of(body, detail);
    }

    private static String line(String resource) {
        return "{\"resourceId\":\"" + resource + "\",\"units\":1}";
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> line("r" + i))
                .collect(Collectors.joining(","));
    }
}
