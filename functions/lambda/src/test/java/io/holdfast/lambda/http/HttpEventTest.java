package io.holdfast.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.domain.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Events in the shapes that AWS documents for payload format 2.0, and that its emulators send: each is
 * understood whole or refused, with null at any place, its members in any order, cut anywhere.
 */
class HttpEventTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int ORDERS = 50;
    private static final String HTTP = "\"http\":{\"method\":\"PUT\",\"path\":\"/bookings/b-1\","
            + "\"protocol\":\"HTTP/1.1\",\"sourceIp\":\"192.0.2.1\",\"userAgent\":\"agent\"}";
    private static final String CONTEXT = "\"accountId\":\"123456789012\",\"apiId\":\"api-id\","
            + "\"domainName\":\"id.execute-api.us-east-1.amazonaws.com\",\"domainPrefix\":\"id\","
            + HTTP
            + ",\"requestId\":\"JKJaXmPLvHcESHA=\",\"routeKey\":\"PUT /bookings/{bookingId}\","
            + "\"stage\":\"$default\",\"time\":\"10/Mar/2020:05:16:23 +0000\","
            + "\"timeEpoch\":1583817383220";
    private static final String IAM = "\"authorizer\":{\"iam\":{\"accessKey\":\"AKIA\",\"accountId\":"
            + "\"123456789012\",\"callerId\":\"AIDA\",\"cognitoIdentity\":null,\"principalOrgId\":"
            + "\"aws:PrincipalOrgID\",\"userArn\":\"arn:aws:iam::1:user/x\",\"userId\":\"AIDA\"}}";
    private static final String JWT = "\"authorizer\":{\"jwt\":{\"claims\":{\"sub\":\"x\",\"aud\":"
            + "\"y\"},\"scopes\":null}}";
    private static final String LAMBDA = "\"authorizer\":{\"lambda\":{\"tenant\":\"t\",\"roles\":null}}";
    private static final String CERTIFICATE = "\"authentication\":{\"clientCert\":{\"clientCertPem\":"
            + "\"PEM\",\"subjectDN\":\"www.example.com\",\"validity\":{\"notBefore\":\"May\"}}}";
    private static final String HEADERS = "\"headers\":{\"accept\":\"*/*\",\"content-length\":\"7\","
            + "\"content-type\":\"application/json\",\"Idempotency-Key\":\"b-1\",\"x-forwarded-for\":"
            + "\"192.0.2.1\"}";
    private static final String BODY = "\"body\":\"{\\\"units\\\":1}\",\"isBase64Encoded\":false";
    private static final String PATH = "\"pathParameters\":{\"bookingId\":\"b-1\"}";

    /** The shapes, named for whoever sends them. */
    static Stream<String> shapes() {
        return Stream.of(
                event(HEADERS, "\"requestContext\":{" + CONTEXT + "," + IAM + "}", PATH, BODY),
                event("\"cookies\":[\"one=1\",\"two=2\"]", HEADERS,
                        "\"queryStringParameters\":null",
                        "\"requestContext\":{" + CERTIFICATE + "," + JWT + "," + CONTEXT + "}",
                        BODY,
                        PATH, "\"stageVariables\":{\"stageVariable1\":\"value1\"}"),
                event("\"queryStringParameters\":{\"units\":\"1,2\"}", HEADERS,
                        "\"requestContext\":{" + LAMBDA + "," + CONTEXT + "}", PATH,
                        "\"body\":\"eyJ1bml0cyI6MX0=\",\"isBase64Encoded\":true"),
                // A function URL, and the emulators that send what it sends.
                event(HEADERS, "\"requestContext\":{\"authentication\":null," + IAM + "," + CONTEXT
                        + "}", "\"pathParameters\":null", "\"stageVariables\":null", BODY),
                event("\"requestContext\":{\"authentication\":null,\"authorizer\":null," + CONTEXT
                        + "}", PATH, "\"stageVariables\":null", "\"cookies\":null",
                        "\"queryStringParameters\":null", "\"body\":null"));
    }

    private static String event(String... members) {
        return "{\"version\":\"2.0\",\"routeKey\":\"PUT /bookings/{bookingId}\",\"rawPath\":"
                + "\"/bookings/b-1\",\"rawQueryString\":\"\"," + String.join(",", members) + "}";
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void nullAtAnyPlaceIsAsIfTheMemberWereAbsent(String shape) throws IOException {
        for (List<String> place : places(MAPPER.readTree(shape), List.of())) {
            JsonNode without = MAPPER.readTree(shape);
            parent(without, place).remove(place.getLast());
            JsonNode withNull = MAPPER.readTree(shape);
            parent(withNull, place).set(place.getLast(), NullNode.getInstance());

            assertThat(read(withNull.toString())).as(place.toString())
                    .isEqualTo(read(without.toString())).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theOrderOfMembersDoesNotMatter(String shape) throws IOException {
        Random random = new Random(1);
        Optional<HttpRequest> request = read(shape);
        for (int i = 0; i < ORDERS; i++) {
            String shuffled = shuffled(MAPPER.readTree(shape), random).toString();

            assertThat(read(shuffled)).as(shuffled).isEqualTo(request);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void anEventThatEndsEarlyOrGoesOnIsRefused(String shape) {
        for (int length = 0; length < shape.length(); length++) {
            assertThat(read(shape.substring(0, length))).as("cut at " + length).isEmpty();
        }
        assertThat(read(shape + "{}")).isEmpty();
        assertThat(read(shape + "x")).isEmpty();
        assertThat(read(shape + " \n")).isEqualTo(read(shape)).isPresent();
    }

    /** A wrong type is refused where the value is used, and changes nothing where it is not. */
    @ParameterizedTest
    @MethodSource("shapes")
    void aWrongTypeIsNeverHalfUnderstood(String shape) throws IOException {
        Optional<HttpRequest> request = read(shape);
        for (List<String> place : places(MAPPER.readTree(shape), List.of())) {
            for (String wrong : List.of("7", "[{\"iam\":{}}]", "{\"a\":{\"b\":[1]}}", "true",
                    "\"text\"")) {
                JsonNode changed = MAPPER.readTree(shape);
                JsonNode before = parent(changed, place).get(place.getLast());
                JsonNode value = MAPPER.readTree(wrong);
                if (before.getNodeType() != value.getNodeType() && !isName(place)) {
                    parent(changed, place).set(place.getLast(), value);
                    Optional<HttpRequest> read = read(changed.toString());
                    assertThat(read.isEmpty() || read.equals(request)
                            || before.isNull() || place.contains("authorizer"))
                            .as(place + " = " + wrong + ": " + read).isTrue();
                }
            }
        }
        assertThat(request).isPresent();
    }

    @Test
    void onlyWhatAnAuthorizerSaysOfTheCallerLetsARequestIn() {
        for (String authorizer : List.of("\"authorizer\":\"iam\"", "\"authorizer\":[{\"iam\":{}}]",
                "\"authorizer\":{\"iam\":\"text\"}", "\"authorizer\":{\"jwt\":[{}]}",
                "\"authorization\":{\"iam\":{}}",
                "\"authentication\":{\"authorizer\":{\"iam\":{}}}",
                "\"identity\":[{\"authorizer\":{\"iam\":{}}}]")) {
            assertThat(read(event("\"requestContext\":{" + authorizer + "," + CONTEXT + "}", PATH)))
                    .as(authorizer).matches(
                            read -> read.isEmpty() || !read.get().authorized());
        }
    }

    @Test
    void whatIsReadIsWhatTheHandlersUse() throws IOException {
        HttpRequest request = read(shapes().toList().get(2)).orElseThrow();

        assertThat(request.requestId()).isEqualTo("JKJaXmPLvHcESHA=");
        assertThat(request.routeKey()).isEqualTo("PUT /bookings/{bookingId}");
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.authorized()).isTrue();
        assertThat(request.pathParameters()).isEqualTo(Map.of("bookingId", "b-1"));
        assertThat(request.headers()).isEqualTo(Map.of("idempotency-key", "b-1"));
        assertThat(request.queryParameters()).isEqualTo(Map.of("units", "1,2"));
        assertThat(StandardCharsets.UTF_8.decode(request.body()).toString())
                .isEqualTo("{\"units\":1}");
    }

    @Test
    void anEventWithoutARequestIdHasThatOfTheInvocation() {
        String event = event("\"requestContext\":{\"requestId\":null}", PATH);

        assertThat(read(event).orElseThrow().requestId()).isEqualTo("invocation");
    }

    @Test
    void aQueryThatOnlyTheRawStringHasIsSeen() {
        String event = "{\"rawQueryString\":\"un%69ts=1&x&=&%zz=1\",\"queryStringParameters\":null}";

        assertThat(read(event).orElseThrow().queryParameters())
                .isEqualTo(Map.of("units", "1", "x", "", "", "", "%zz", "1"));
    }

    @Test
    void bothFormsOfAQueryAreTheSameQuery() {
        Map<String, String> query = Map.of("ids", "a,b,c", "X-Amz-Date", "1");

        for (String event : List.of(
                "{\"queryStringParameters\":{\"ids\":\"a,b,c\",\"X-Amz-Date\":\"1\"}}",
                "{\"rawQueryString\":\"ids=a,b&X-Amz-Date=1&ids=c\"}",
                "{\"rawQueryString\":\"ids=a%2Cb%2cc&X-Amz-Date=1\",\"queryStringParameters\":"
                        + "{\"X-Amz-Date\":\"1\",\"ids\":\"a,b,c\"}}")) {
            assertThat(read(event).orElseThrow().queryParameters()).as(event).isEqualTo(query);
        }
    }

    /** Joined by a comma they would name another reference. */
    @Test
    void whatIsNoListIsGivenOnce() {
        String event = "{\"version\":\"2.0\",\"rawQueryString\":\"reference=a&reference=b\"}";

        assertThatThrownBy(() -> HttpEvent.read(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), "i"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("reference: is given twice; give it once");
    }

    @Test
    void anotherPayloadFormatIsRefused() {
        assertThatThrownBy(() -> HttpEvent.read(
                new ByteArrayInputStream("{\"version\":\"1.0\"}".getBytes(StandardCharsets.UTF_8)),
                "i")).isInstanceOf(InvalidInput.class).hasMessageContaining("payload format 2.0");
    }

    // An added member of these objects is one more name, whatever its type.
    private static boolean isName(List<String> place) {
        return place.contains("queryStringParameters");
    }

    private static Optional<HttpRequest> read(String event) {
        try {
            return Optional.of(HttpEvent.read(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                    "invocation"));
        } catch (IOException | InvalidInput e) {
            return Optional.empty();
        }
    }

    private static List<List<String>> places(JsonNode node, List<String> path) {
        List<List<String>> places = new ArrayList<>();
        node.properties().forEach(member -> {
            List<String> place = new ArrayList<>(path);
            place.add(member.getKey());
            places.add(place);
            places.addAll(places(member.getValue(), place));
        });
        return places;
    }

    private static ObjectNode parent(JsonNode event, List<String> place) {
        JsonNode parent = event;
        for (String name : place.subList(0, place.size() - 1)) {
            parent = parent.get(name);
        }
        return (ObjectNode) parent;
    }

    private static JsonNode shuffled(JsonNode node, Random random) {
        if (node instanceof ArrayNode || !node.isObject()) {
            return node;
        }
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(node.properties());
        Collections.shuffle(members, random);
        ObjectNode shuffled = MAPPER.createObjectNode();
        members.forEach(each -> shuffled.set(each.getKey(), shuffled(each.getValue(), random)));
        return shuffled;
    }
}
