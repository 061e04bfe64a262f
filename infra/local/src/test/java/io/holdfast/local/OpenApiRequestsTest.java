package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.local.OpenApi.Operation;
import io.holdfast.local.Service.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends valid and invalid requests: the service rejects exactly those that the document does. */
class OpenApiRequestsTest {
    private static final String EMOJI = "\uD83D\uDE00";
    private final OpenApi api = new OpenApi();
    /** A resource that exists, so that a definition may omit the capacity. */
    private final String resource = Service.fresh("defined");

    OpenApiRequestsTest() {
        Service.send("PUT", "/resources/" + resource, "{\"capacity\":50}");
    }

    @Test
    void theLimitsOfTheDocumentAreEnforced() {
        for (String body : List.of("{\"resourceId\":\"r\",\"units\":%d}",
                "{\"resourceId\":\"r\",\"units\":1,\"expectedVersion\":%d}",
                "{\"lines\":[{\"resourceId\":\"r\",\"units\":%d}]}")) {
            for (long number : new long[]{-1, 0, 1, 1_000_000, 1_000_001, 1_000_000_000_000_000L,
                    1_000_000_000_000_001L}) {
                agree("book", body.formatted(number));
            }
        }
        for (String body : List.of("{\"units\":%d}",
                "{\"lines\":[{\"resourceId\":\"r\",\"units\":%d}]}",
                "{\"units\":1,\"lines\":[{\"resourceId\":\"r\",\"units\":%d}]}")) {
            for (long number : new long[]{-1, 0, 1, 1_000_000, 1_000_001}) {
                agree("amend", body.formatted(number));
            }
        }
        for (int lines : new int[]{0, 1, 31, 32}) {
            agree("amend", IntStream.range(0, lines)
                    .mapToObj(i -> "{\"resourceId\":\"r" + i + "\",\"units\":1}")
                    .collect(Collectors.joining(",", "{\"lines\":[", "]}")));
        }
        for (String body : List.of("{\"capacity\":%d}", "{\"capacity\":1,\"stripes\":%d}",
                "{\"capacity\":1,\"expectedDefinitionVersion\":%d}")) {
            for (long number : new long[]{-1, 0, 1, 2, 1_000_000_000_000L, 1_000_000_000_001L,
                    1_000_000_000_000_001L}) {
                agree("defineResource", body.formatted(number));
            }
        }
    }

    @Test
    void aMemberIsLeftOutOrNullWhereItIsOptionalAndOnlyThere() {
        for (Operation operation : api.operations()) {
            for (JsonNode example : operation.node()
                    .at("/requestBody/content/application~1json/examples")) {
                ObjectNode body = (ObjectNode) example.get("value");
                assertThat(send(operation, body.toString()).status()).as(body.toString())
                        .isNotEqualTo(400);
                agree(operation.id(), body.toString());
                for (String field : OpenApi.names(body)) {
                    agree(operation.id(), body.deepCopy().without(field).toString());
                    agree(operation.id(), body.deepCopy().putNull(field).toString());
                    agree(operation.id(), body.deepCopy().put(field, "x".repeat(300)).toString());
                    agree(operation.id(), body.deepCopy().put(field, true).toString());
                }
                agree(operation.id(), body.deepCopy().put("unknown", 1).toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e0", "10e-1", "0.5", "\"1\"", "1000000.0", "1e6", "1e7"})
    void aNumberIsWholeByItsValue(String units) {
        agree("book", "{\"resourceId\":\"r\",\"units\":" + units + "}");
    }

    @Test
    void lengthsAreCountedInCodePoints() {
        for (String reference : List.of("", "x".repeat(256), "x".repeat(257), EMOJI.repeat(129),
                EMOJI.repeat(256), EMOJI.repeat(257), "a\tb", "a\u007Fb", "a\u009Fb", "a\u00A0b")) {
            agree("book", new ObjectNode(JsonNodeFactory.instance).put("resourceId", "r")
                    .put("units", 1).put("reference", reference).toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", ".", "..", "...", ".a", "..a", "a.", "a b", "ä", "a/b", "~",
            "A-Z_0:9.~"})
    void anIdIsWhatThePatternSays(String id) {
        agree("book", new ObjectNode(JsonNodeFactory.instance).put("resourceId", id)
                .put("units", 1).toString());
        agree("book", new ObjectNode(JsonNodeFactory.instance)
                .put("resourceId", id.repeat(64).concat(id)).put("units", 1).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1W", "P7D", "PT10M", "PT1H30M", "P1DT1S", "PT604800S", "P", "PT",
            "P1DT", "pt1s", "PT1.5S", "-PT1S", "PT-1S", "+PT1S", "P1M", "P1W1D", "PT1S1M", "10M",
            "PT10M "})
    void aHoldIsAskedForAsThePatternSays(String holdFor) {
        agree("book", new ObjectNode(JsonNodeFactory.instance).put("resourceId", "r")
                .put("units", 1).put("holdFor", holdFor).toString());
        agree("extend",
                new ObjectNode(JsonNodeFactory.instance).put("holdFor", holdFor).toString());
    }

    private void agree(String operation, String body) {
        Operation asked = api.operation(operation);
        boolean valid = api.complaints(
                asked.node().at("/requestBody/content/application~1json/schema"),
                new Reply(0, java.util.Map.of(), body).body()).isEmpty();

        Reply reply = send(asked, body);

        assertThat(reply.status() != 400).as(operation + " " + body + ": " + reply.text())
                .isEqualTo(valid);
        assertThat(api.complaints(asked, reply)).as(reply.text()).isEmpty();
    }

    /** Under an unused id, except for a definition. */
    private Reply send(Operation operation, String body) {
        String id = operation.id().equals("defineResource") ? resource : Service.fresh("id");
        HttpRequest.Builder request = HttpRequest
                .newBuilder(Service.address()
                        .resolve(operation.path().replaceFirst("\\{\\w+}", id)))
                .header("content-type", "application/json")
                .method(operation.method(), BodyPublishers.ofString(body));
        // A release of some units must name its command.
        return Service.send(operation.id().equals("release")
                ? request.header("idempotency-key", Service.fresh("command")).build()
                : request.build());
    }
}
