package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verb;
import io.holdfast.domain.booking.VisibleState;
import io.holdfast.domain.command.HoldDuration;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.lambda.Route;
import io.holdfast.local.OpenApi.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the OpenAPI document with the code's constants, in both directions. */
class OpenApiTest {
    private static final String UNKNOWN = "UNKNOWN";
    private final OpenApi api = new OpenApi();

    @Test
    void theRoutesAreTheRoutes() {
        assertThat(api.operations().stream().map(each -> each.method() + " " + each.path()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Route.values())
                        .flatMap(route -> route.methods().stream()
                                .map(method -> method + " " + route.path()))
                        .toList());
    }

    @Test
    void everyOperationSaysWhatMayComeBetween() {
        for (Operation operation : api.operations()) {
            assertThat(operation.statuses()).as(operation.id())
                    .contains("400", "401", "403", "429", "500");
            assertThat(operation.node().get("tags")).as(operation.id()).hasSize(1);
        }
    }

    @Test
    void whatTheApiAnswersItselfHasItsOwnBody() {
        for (Operation operation : api.operations()) {
            for (String status : List.of("401", "403", "429", "500")) {
                JsonNode message = api.response(operation, status)
                        .at("/content/application~1json/examples/gateway/value/message");
                assertThat(message.isTextual() || operation.method().equals("HEAD"))
                        .as(operation.id() + " " + status).isTrue();
            }
        }
    }

    /** A value that a later release adds must not break a client that was generated today. */
    @Test
    void noReplyHasAListThatIsClosedForEver() {
        for (Operation operation : api.operations()) {
            for (String status : operation.statuses()) {
                for (JsonNode media : api.response(operation, status).path("content")) {
                    JsonNode schema = api.closed(media.path("schema"), true);
                    List<JsonNode> lists = new ArrayList<>(schema.findValues("enum"));
                    lists.removeIf(each -> texts(each).equals(commands()));
                    assertThat(lists).as(operation.id() + " " + status).isEmpty();
                }
            }
        }
    }

    @Test
    void theReasonsStandInTheOrderOfPrecedence() {
        assertThat(known("Reason")).containsExactlyElementsOf(names(Reason.values()));
        assertThat(texts(api.schema("Status").get("enum")))
                .containsExactlyElementsOf(names(ResourceStatus.values()));
        assertThat(known("CurrentStatus")).containsExactlyElementsOf(
                names(ResourceStatus.values()));
    }

    @Test
    void theStatesAndTheCommandsAreThose() {
        assertThat(known("State")).containsExactlyElementsOf(names(VisibleState.values()));
        assertThat(texts(api.schema("Command").get("enum")))
                .containsExactlyElementsOf(commands());
        assertThat(api.at("/components/responses/KeyReusedOrTooManyCommands/description").asText())
                .contains(" " + Limits.COMMANDS + " COMMITTED", " " + Limits.COMMANDS + " FAILED")
                .containsPattern("\\b" + Limits.EXTENSIONS + " are extensions");
        assertThat(api.operation("extend").node().get("description").asText())
                .containsPattern("extended " + Limits.EXTENSIONS + " times");
    }

    private static List<String> commands() {
        return names(Verb.values()).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    @Test
    void theEvidenceIsTheEvidence() {
        assertThat(OpenApi.names(api.schema("Evidence").get("properties")))
                .containsExactlyElementsOf(Stream.concat(Stream.of("resourceId"), Arrays
                        .stream(Evidence.Figure.values()).map(Evidence.Figure::key)).toList());
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
                "lines", most("BookLinesRequest"),
                "amendedLines", most("AmendLinesRequest"),
                "recordedLines", most("CommittedBooking")))
                .isEqualTo(Map.of(
                        "id", (long) Limits.ID_LENGTH,
                        "units", Limits.UNITS,
                        "version", Limits.VERSION,
                        "definitionVersion", Limits.VERSION,
                        "reference", (long) Limits.REFERENCE_LENGTH,
                        "capacity", Limits.CAPACITY,
                        "lines", (long) Limits.LINES,
                        "amendedLines", (long) Limits.LINES,
                        "recordedLines", (long) Limits.RECORDED_LINES));
        assertThat(most("TransitionVerdict")).isEqualTo(Limits.RECORDED_LINES);
        assertThat(api.operation("amend").node().get("description").asText())
                .containsPattern("name " + Limits.RECORDED_LINES + " resources");
        assertThat(api.schema("ExtendRequest").at("/properties/holdFor/pattern").textValue())
                .isEqualTo(HoldDuration.PATTERN);
    }

    private long most(String schema) {
        return api.schema(schema).at("/properties/lines/maxItems").longValue();
    }

    @Test
    void theQueryParametersAreThoseOfTheRoutes() {
        for (Route route : Route.values()) {
            List<String> documented = new ArrayList<>();
            api.at("/paths").path(route.path()).path("parameters").forEach(
                    each -> documented.add(each.path("$ref").asText()));
            api.operation(route.method(), route.path()).node().path("parameters").forEach(
                    each -> documented.add(each.path("$ref").asText()));
            assertThat(documented.stream().map(each -> api.at(each.substring(1)))
                    .filter(each -> each.path("in").asText().equals("query"))
                    .map(each -> each.path("name").asText())).as(route.name())
                    .containsExactlyElementsOf(route.queryParameters());
        }
        assertThat(api.at("/components/parameters/ids/schema/maxItems").intValue())
                .isEqualTo(Limits.RESOURCES_READ);
    }

    /** Generators fail on a constant without a type, and on a number without a size. */
    @Test
    void everySchemaSaysWhatGeneratorsAskFor() {
        for (JsonNode schemas : List.of(api.at("/components/schemas"), api.at("/paths"))) {
            for (JsonNode parent : schemas.findParents("const")) {
                assertThat(parent.has("type")).as(parent.toString()).isTrue();
            }
            for (JsonNode parent : schemas.findParents("type")) {
                assertThat(parent.get("type").toString().contains("integer"))
                        .as(parent.toString())
                        .isEqualTo(parent.path("format").asText().startsWith("int"));
            }
            for (JsonNode parent : schemas.findParents("allOf")) {
                assertThat(parent.has("properties") || parent.has("required"))
                        .as("composition inside allOf: " + parent).isFalse();
            }
        }
    }

    private List<String> known(String schema) {
        List<String> known = texts(api.schema(schema).get("x-extensible-enum"));
        known.remove(UNKNOWN);
        return known;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.textValue()));
        return texts;
    }

    private static List<String> names(Enum<?>[] constants) {
        // Represents the values of later releases; no request has it.
        return Arrays.stream(constants).map(Enum::name).filter(name -> !name.equals(UNKNOWN))
                .toList();
    }
}
