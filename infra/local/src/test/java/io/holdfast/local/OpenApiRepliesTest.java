package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.holdfast.local.OpenApi.Operation;
import io.holdfast.local.Service.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Compares the document's replies with the service's, in both directions: the service answers each
 * status of each operation, and each example equals the reply to the step of the same name.
 */
class OpenApiRepliesTest {
    /** Answered only by the API in front of the functions, with bodies of its own. */
    private static final Set<String> GATEWAY = Set.of("401", "429");
    /**
     * Not answered by a service whose table is missing: the page needs no store, and the one write
     * of a resolve is undecided if the store calls it wrong.
     */
    private static final Set<String> NO_TABLE_NEEDED = Set.of("readProblems 500",
            "headProblems 500", "resolve 500");
    private static final String NO_EXAMPLE = "";
    private static final JsonNode NOTHING = MissingNode.getInstance();

    private final OpenApi api = new OpenApi();
    private final Set<String> answered = new TreeSet<>();
    private final Set<String> shown = new TreeSet<>();

    @Test
    void everyStatusIsAnsweredAndEveryExampleIsWhatTheServiceSays() throws IOException {
        try (Stage stage = Stage.empty()) {
            defineAndBook(stage);
            refuse(stage);
            read(stage);
            confirmReleaseAndResolve(stage);
            misuse(stage);
        }
        try (Stage stage = Stage.unlisted()) {
            for (Operation operation : api.operations()) {
                if (lists(operation)) {
                    expect(stage, operation.id(), "room-12", NO_EXAMPLE, 404,
                            operation.method().equals("HEAD") ? NO_EXAMPLE : "listingOff");
                }
            }
        }
        try (Stage stage = Stage.closed()) {
            everywhere(stage, 403, "forbidden");
        }
        try (Stage stage = Stage.misconfigured()) {
            everywhere(stage, 500, "internal");
        }
        try (Stage stage = Stage.silent()) {
            expect(stage, "book", "b-8", "held", 503, "undecided");
            expect(stage, "readResource", "room-12", NO_EXAMPLE, 503, "unavailable");
            everywhere(stage, 503, NO_EXAMPLE);
        }

        assertThat(answered).containsExactlyElementsOf(documentedStatuses());
        assertThat(shown).containsExactlyElementsOf(documentedExamples());
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        for (Operation operation : api.operations()) {
            for (String status : operation.statuses()) {
                for (JsonNode media : api.response(operation, status).path("content")) {
                    for (JsonNode example : media.path("examples")) {
                        assertThat(api.complaints(api.closed(media.path("schema"), false),
                                example.path("value"))).as(example.toString()).isEmpty();
                    }
                }
            }
        }
    }

    @Test
    void everySuccessAndEveryRefusalHasAnExample() {
        for (Operation operation : api.operations()) {
            for (String status : operation.statuses()) {
                JsonNode content = api.response(operation, status).path("content");
                for (JsonNode media : content) {
                    assertThat(media.has("examples") || content.has("text/markdown"))
                            .as(operation.id() + " " + status).isTrue();
                }
            }
        }
    }

    private void defineAndBook(Stage stage) {
        expect(stage, "defineResource", "room-12", "created", 201, "created", "define-1");
        expect(stage, "defineResource", "room-12", "changed", 200, "changed", "define-2");
        expect(stage, "book", "b-1", "held", 201, "held");
        expect(stage, "book", "b-1", "held", 200, "held");
        expect(stage, "readResource", "room-12", NO_EXAMPLE, 200, "taken");
        list(stage);
        expect(stage, "readResources", "room-12,room-0", NO_EXAMPLE, 200, "oneIsMissing");
        for (String room : List.of("room-13", "room-14", "parking")) {
            expect(stage, "defineResource", room, "created", 201, NO_EXAMPLE);
        }
        expect(stage, "defineResource", "room-13", "closed", 200, "closed", "define-4");
        expect(stage, "book", "b-2", "several", 201, "several");
    }

    private void list(Stage stage) {
        stage.list("b-1");
        expect(stage, "listBookingsOfResource", "room-12", NO_EXAMPLE, 200, "oneHold");
        expect(stage, "headBookingsOfResource", "room-12", NO_EXAMPLE, 200, NO_EXAMPLE);
        expect(stage, "listBookingsOfReference", "order%204711", NO_EXAMPLE, 200, "ofAnOrder");
        expect(stage, "headBookingsOfReference", "order%204711", NO_EXAMPLE, 200, NO_EXAMPLE);
    }

    private static boolean lists(Operation operation) {
        return operation.id().contains("BookingsOf");
    }

    private void refuse(Stage stage) {
        expect(stage, "defineResource", "room-12", "capacityInUse", 409, "capacityInUse",
                "define-3");
        expect(stage, "book", "b-3", "insufficientCapacity", 409, "insufficientCapacity");
        expect(stage, "book", "b-4", "resourceNotFound", 409, "resourceNotFound");
        expect(stage, "book", "b-5", "resourceClosed", 409, "resourceClosed");
        expect(stage, "book", "b-6", "versionMismatch", 409, "versionMismatch");
    }

    private void read(Stage stage) {
        expect(stage, "readBooking", "b-2", NO_EXAMPLE, 200, "committed");
        expect(stage, "readBooking", "b-3", NO_EXAMPLE, 200, "failed");
        expect(stage, "headResource", "room-12", NO_EXAMPLE, 200, NO_EXAMPLE);
        expect(stage, "headResources", "room-12", NO_EXAMPLE, 200, NO_EXAMPLE);
        expect(stage, "headBooking", "b-2", NO_EXAMPLE, 200, NO_EXAMPLE);
        expect(stage, "readProblems", "", NO_EXAMPLE, 200, NO_EXAMPLE);
        expect(stage, "headProblems", "", NO_EXAMPLE, 200, NO_EXAMPLE);
    }

    private void confirmReleaseAndResolve(Stage stage) {
        expect(stage, "extend", "b-1", "longer", 200, "longer", "extend-1");
        expect(stage, "confirm", "b-1", NO_EXAMPLE, 200, "confirmed", "confirm-1");
        expect(stage, "extend", "b-1", "longer", 409, "illegalState", "extend-2");
        expect(stage, "release", "b-1", "some", 200, "some", "release-1");
        expect(stage, "release", "b-2", "ofSeveralLines", 200, "ofSeveralLines", "release-2");
        expect(stage, "release", "b-1", "illegalState", 409, "illegalState", "release-3");
        expect(stage, "amend", "b-1", "more", 200, "more", "amend-1");
        expect(stage, "amend", "b-1", "swapped", 200, "swapped", "amend-2");
        expect(stage, "amend", "b-1", "insufficientCapacity", 409, "insufficientCapacity",
                "amend-3");
        expect(stage, "confirm", "b-3", NO_EXAMPLE, 409, "illegalState", "confirm-2");
        expect(stage, "resolve", "b-7", NO_EXAMPLE, 200, "abandoned");
        expect(stage, "resolve", "b-3", NO_EXAMPLE, 200, "decidedBefore");
    }

    private void misuse(Stage stage) {
        for (Operation operation : api.operations()) {
            String named = operation.id().equals("readBooking") ? "invalidRequest" : NO_EXAMPLE;
            String id = Set.of("/problems", "/bookings").contains(operation.path())
                    ? ""
                    : "a%20b";
            Operation asked = id.isEmpty()
                    ? new Operation(operation.id(), operation.method(),
                            operation.path() + "?a=b", operation.node())
                    : operation;
            check(operation, stage.send(asked, id, NOTHING), 400, named);
            if (operation.statuses().contains("413")) {
                check(operation, stage.send(operation, "b-8", TextNode.valueOf("x".repeat(70_000))),
                        413, "bodyTooLarge");
            }
            if (operation.statuses().contains("404") && !lists(operation)) {
                boolean room = operation.path().startsWith("/resources");
                expect(stage, operation.id(), room ? "room-0" : "b-0", body(operation), 404,
                        operation.method().equals("HEAD")
                                ? NO_EXAMPLE
                                : room ? "resourceNotFound" : "bookingNotFound");
            }
        }
        Operation define = api.operation("defineResource");
        check(define, stage.send(define, "room-12", define.request("created"), "if-none-match",
                "*"), 412, "preconditionFailed");
        expect(stage, "defineResource", "room-12", "changed", 422, NO_EXAMPLE, "define-1");
        expect(stage, "book", "b-1", "insufficientCapacity", 422, "keyReused");
        expect(stage, "release", "b-1", NO_EXAMPLE, 422, "keyReused", "confirm-1");
        expect(stage, "confirm", "b-1", NO_EXAMPLE, 422, NO_EXAMPLE, "release-1");
        expect(stage, "extend", "b-1", "longer", 422, NO_EXAMPLE, "release-1");
        expect(stage, "amend", "b-1", "more", 422, NO_EXAMPLE, "release-1");
    }

    /** The example of a body that the operation cannot do without. */
    private static String body(Operation operation) {
        return switch (operation.id()) {
            case "book" -> "held";
            case "defineResource" -> "created";
            case "extend" -> "longer";
            case "amend" -> "more";
            default -> NO_EXAMPLE;
        };
    }

    private void everywhere(Stage stage, int status, String example) {
        for (Operation operation : api.operations()) {
            if (operation.statuses().contains(Integer.toString(status))
                    && !NO_TABLE_NEEDED.contains(operation.id() + " " + status)) {
                expect(stage, operation.id(), "b-8", body(operation), status,
                        operation.method().equals("HEAD") ? NO_EXAMPLE : example);
            }
        }
    }

    private void expect(Stage stage, String id, String subject, String body, int status,
            String example) {
        Operation operation = api.operation(id);
        check(operation, stage.send(operation, subject, operation.request(body)), status, example);
    }

    private void expect(Stage stage, String id, String subject, String body, int status,
            String example, String command) {
        Operation operation = api.operation(id);
        check(operation, stage.send(operation, subject, operation.request(body),
                "idempotency-key", command), status, example);
    }

    private void check(Operation operation, Reply reply, int status, String example) {
        assertThat(reply.status()).as(operation.id() + " " + reply.text()).isEqualTo(status);
        assertThat(api.complaints(operation, reply)).as(operation.id() + " " + reply.text())
                .isEmpty();
        answered.add(operation.id() + " " + status);
        if (!example.isEmpty()) {
            JsonNode value = api.response(operation, Integer.toString(status)).path("content")
                    .path(reply.mediaType()).path("examples").path(example).path("value");
            assertThat(timeless(value.toPrettyString())).as(operation.id() + " " + example)
                    .isEqualTo(timeless(reply.body().toPrettyString()));
            shown.add(value.toString());
        }
    }

    private static String timeless(String json) {
        return json.replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "TIME")
                .replaceAll("\"requestId\" : \"[^\"]+\"", "\"requestId\" : \"ID\"");
    }

    private Set<String> documentedStatuses() {
        Set<String> documented = new TreeSet<>();
        for (Operation operation : api.operations()) {
            operation.statuses().stream().filter(status -> !GATEWAY.contains(status))
                    .forEach(status -> documented.add(operation.id() + " " + status));
        }
        documented.removeAll(NO_TABLE_NEEDED);
        return documented;
    }

    private Set<String> documentedExamples() {
        Set<String> documented = new TreeSet<>();
        for (Operation operation : api.operations()) {
            for (String status : operation.statuses()) {
                for (JsonNode media : api.response(operation, status).path("content")) {
                    List<JsonNode> examples = new ArrayList<>();
                    media.path("examples").forEach(examples::add);
                    examples.stream().map(each -> each.path("value"))
                            .filter(each -> !each.has("message"))
                            .forEach(each -> documented.add(each.toString()));
                }
            }
        }
        return documented;
    }
}
