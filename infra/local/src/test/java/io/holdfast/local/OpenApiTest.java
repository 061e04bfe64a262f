package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.domain.BookingState;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceStatus;
import io.holdfast.domain.Verb;
import io.holdfast.lambda.Route;
import io.holdfast.local.Service.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the OpenAPI document and the code against each other, in both directions. */
class OpenApiTest {
    private final OpenApi api = OpenApi.read();

    @Test
    void theRoutesAreTheRoutes() {
        List<String> documented = new ArrayList<>();
        api.paths().properties().forEach(path -> path.getValue().fieldNames()
                .forEachRemaining(method -> documented.add(method + " " + path.getKey())));
        documented.removeIf(each -> each.startsWith("parameters "));

        assertThat(documented).containsExactlyInAnyOrderElementsOf(Arrays.stream(Route.values())
                .map(route -> route.method().toLowerCase(Locale.ROOT) + " "
                        + route.path())
                .toList());
    }

    @Test
    void everyRouteSaysThatItIsClosedAndThatItMayBreak() {
        for (Route route : Route.values()) {
            JsonNode responses = api.operation(route.method(), route.path()).get("responses");
            assertThat(responses.has("403")).as(route.name()).isTrue();
            assertThat(responses.has("500")).as(route.name()).isTrue();
        }
    }

    @Test
    void theReasonsStandInTheOrderOfPrecedence() {
        assertThat(texts(api.schema("Reason").get("enum")))
                .containsExactlyElementsOf(names(Reason.values()));
        assertThat(texts(api.schema("Status").get("enum")))
                .containsExactlyElementsOf(names(ResourceStatus.values()));
    }

    @Test
    void theStatesAndTheCommandsAreThose() {
        assertThat(texts(api.schema("State").get("enum")))
                .containsExactlyElementsOf(names(BookingState.values()));
        assertThat(texts(api.schema("ChangeVerdict").at("/properties/command/enum")))
                .containsExactlyElementsOf(names(Verb.values()).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT)).toList());
        assertThat(api.at("/components/responses/KeyReused/description").asText())
                .contains(Integer.toString(Limits.COMMANDS));
    }

    @Test
    void theEvidenceIsTheEvidence() {
        List<String> documented = new ArrayList<>();
        api.schema("Evidence").get("properties").fieldNames().forEachRemaining(documented::add);

        assertThat(documented).containsExactlyElementsOf(Stream.concat(Stream.of("resourceId"),
                Arrays.stream(Evidence.Figure.values()).map(Evidence.Figure::key)).toList());
    }

    @Test
    void theLimitsAreTheLimits() {
        JsonNode define = api.schema("DefineRequest").get("properties");
        assertThat(Map.of(
                "id", api.schema("Id").get("maxLength").longValue(),
                "units", api.schema("Units").get("maximum").longValue(),
                "version", api.schema("ExpectedVersion").get("maximum").longValue(),
                "definitionVersion",
                define.get("expectedDefinitionVersion").get("maximum").longValue(),
                "reference", api.schema("Reference").get("maxLength").longValue(),
                "capacity", define.get("capacity").get("maximum").longValue(),
                "stripes", define.get("stripes").get("maximum").longValue(),
                "lines", api.schema("BookLinesRequest").at("/properties/lines/maxItems")
                        .longValue()))
                .isEqualTo(Map.of(
                        "id", (long) Limits.ID_LENGTH,
                        "units", Limits.UNITS,
                        "version", Limits.VERSION,
                        "definitionVersion", Limits.VERSION,
                        "reference", (long) Limits.REFERENCE_LENGTH,
                        "capacity", Limits.CAPACITY,
                        "stripes", (long) Limits.STRIPES,
                        "lines", (long) Limits.LINES));
    }

    /** Sends each limit, and one beyond it: the code refuses exactly what the document refuses. */
    @Test
    void theLimitsOfTheDocumentAreEnforced() {
        for (String body : List.of("{\"resourceId\":\"r\",\"units\":%d}",
                "{\"resourceId\":\"r\",\"units\":1,\"expectedVersion\":%d}",
                "{\"lines\":[{\"resourceId\":\"r\",\"units\":%d}]}")) {
            for (long number : new long[]{-1, 0, 1, 1_000_000, 1_000_001, 1_000_000_000_000_000L,
                    1_000_000_000_000_001L}) {
                agree("PUT", "/bookings/{bookingId}", "BookRequest", body.formatted(number));
            }
        }
        for (String body : List.of("{\"capacity\":%d}", "{\"capacity\":1,\"stripes\":%d}",
                "{\"capacity\":1,\"expectedDefinitionVersion\":%d}")) {
            for (long number : new long[]{-1, 0, 1, 2, 1_000_000_000_000L, 1_000_000_000_001L,
                    1_000_000_000_000_001L}) {
                agree("PUT", "/resources/{resourceId}", "DefineRequest", body.formatted(number));
            }
        }
    }

    @Test
    void everyExampleWorksAndNoRequiredFieldCanBeLeftOut() {
        for (Route route : Route.values()) {
            JsonNode content = api.operation(route.method(), route.path())
                    .at("/requestBody/content/application~1json");
            for (JsonNode example : content.path("examples")) {
                ObjectNode body = (ObjectNode) example.get("value");
                Reply reply = send(route.method(), route.path(), body.toString());
                assertThat(reply.status()).as(body.toString()).isNotEqualTo(400);
                assertThat(api.complaints(content.get("schema"), body)).isEmpty();
                for (String field : List.copyOf(fields(body))) {
                    agree(route.method(), route.path(), content.get("schema"),
                            body.deepCopy().without(field).toString());
                }
                agree(route.method(), route.path(), content.get("schema"),
                        body.deepCopy().put("unknown", 1).toString());
            }
        }
    }

    @Test
    void whateverTheServiceAnswersIsDocumented() {
        String resource = "/resources/" + Service.fresh("resource");
        String id = resource.substring("/resources/".length());
        String booking = "/bookings/" + Service.fresh("booking");
        String failed = "/bookings/" + Service.fresh("booking");
        String one = "{\"resourceId\":\"" + id + "\",\"units\":1,\"reference\":\"x\"}";
        String held = "/bookings/" + Service.fresh("booking");
        String hold = "{\"resourceId\":\"" + id + "\",\"units\":2,\"holdFor\":\"PT10M\"}";
        String many = "{\"resourceId\":\"" + id + "\",\"units\":9}";

        assertThat(List.of(
                documented("PUT", resource, "{\"capacity\":5}"),
                documented("PUT", resource, "{\"capacity\":6}"),
                documented("PUT", resource, "{}"),
                documented("PUT", booking, one),
                documented("PUT", booking, one),
                documented("PUT", booking, many),
                documented("PUT", failed, many),
                documented("PUT", failed, "x".repeat(70_000)),
                documented("PUT", resource, "{\"capacity\":0}"),
                documented("PUT", held, hold),
                documented("GET", held, ""),
                documented("POST", held + "/release", "{\"units\":9}"),
                documented("POST", held + "/release", "{\"units\":1}"),
                documented("POST", held + "/confirm", "{}"),
                documented("POST", held + "/confirm", ""),
                documented("POST", held + "/release", ""),
                documented("POST", "/bookings/none/release", ""),
                documented("POST", "/bookings/none/confirm", "{\"a\":1}"),
                documented("GET", resource, ""),
                documented("GET", booking, ""),
                documented("GET", failed, ""),
                documented("GET", "/bookings/none", ""),
                documented("GET", "/bookings/%20", ""),
                documented("GET", "/resources/none", ""),
                documented("POST", booking + "/resolve", ""),
                documented("POST", "/bookings/" + Service.fresh("booking") + "/resolve", "")))
                .containsExactly(201, 200, 400, 201, 200, 422, 409, 413, 409, 201, 200, 409, 200,
                        200, 200, 200, 404, 400, 200, 200, 200, 404,
                        400, 404, 200, 200);
    }

    private int documented(String method, String path, String body) {
        Reply reply = Service.send(method, path, body);
        String template = path.replaceFirst("^/bookings/[^/]+", "/bookings/{bookingId}")
                .replaceFirst("^/resources/[^/]+", "/resources/{resourceId}");
        assertThat(api.complaints(method, template, reply)).as(reply.text()).isEmpty();
        return reply.status();
    }

    private void agree(String method, String path, String schema, String body) {
        agree(method, path, api.schema(schema), body);
    }

    private void agree(String method, String path, JsonNode schema, String body) {
        boolean valid = api.complaints(schema, new Reply(0, "", body).body()).isEmpty();

        assertThat(send(method, path, body).status() != 400).as(body).isEqualTo(valid);
    }

    private static Reply send(String method, String path, String body) {
        return Service.send(method, path.replaceAll("\\{\\w+}", Service.fresh("id")), body);
    }

    private static List<String> fields(ObjectNode node) {
        List<String> fields = new ArrayList<>();
        node.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.textValue()));
        return texts;
    }

    private static List<String> names(Enum<?>[] constants) {
        // Stands for what a later release has, and is never asked for.
        return Arrays.stream(constants).map(Enum::name).filter(name -> !name.equals("UNKNOWN"))
                .toList();
    }
}
