package io.holdfast.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The parsed OpenAPI document, which validates requests and replies with its schemas. */
final class OpenApi {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "head");
    private final JsonNode document = Yaml.read(Path.of("..", "docs", "openapi.yaml"));
    private final SchemaRegistry registry = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** One operation of the document. */
    record Operation(String id, String method, String path, JsonNode node) {
        /** The example of that name among those of the body, if there is one. */
        JsonNode request(String name) {
            return node.at("/requestBody/content/application~1json/examples").path(name)
                    .path("value");
        }

        /** Its path with an id, or with several where its query takes them. */
        String address(String id) {
            return switch (path) {
                case "/resources" -> path + "?ids=" + id;
                case "/bookings" -> path + "?limit=1&reference=" + id;
                default -> path.replaceFirst("\\{\\w+}", id);
            };
        }

        List<String> statuses() {
            return names(node.path("responses"));
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> each : path.getValue().properties()) {
                if (METHODS.contains(each.getKey())) {
                    operations.add(new Operation(each.getValue().path("operationId").asText(),
                            each.getKey().toUpperCase(Locale.ROOT), path.getKey(),
                            each.getValue()));
                }
            }
        }
        return operations;
    }

    Operation operation(String id) {
        return operations().stream().filter(each -> each.id().equals(id)).findFirst()
                .orElseThrow();
    }

    Operation operation(String method, String path) {
        return operations().stream().filter(each -> each.method().equals(method))
                .filter(each -> each.path().equals(path)).findFirst().orElseThrow();
    }

    JsonNode at(String pointer) {
        return document.at(pointer);
    }

    JsonNode schema(String name) {
        return document.path("components").path("schemas").path(name);
    }

    /** The part of the document about one status of an operation. */
    JsonNode response(Operation operation, String status) {
        return resolve(operation.node().path("responses").path(status));
    }

    /**
     * The differences of a reply from the document: headers, and every member of the body.
     */
    List<String> complaints(Operation operation, Service.Reply reply) {
        JsonNode response = response(operation, Integer.toString(reply.status()));
        List<String> complaints = new ArrayList<>(headerComplaints(response, reply));
        JsonNode media = response.path("content").path(reply.mediaType());
        if (response.isMissingNode()) {
            complaints.add("status " + reply.status() + " is not documented");
        } else if (operation.method().equals("HEAD")) {
            if (!reply.text().isEmpty()) {
                complaints.add("HEAD has a body");
            }
        } else if (media.isMissingNode()) {
            complaints.add(reply.mediaType() + " is not documented");
        } else if (reply.mediaType().endsWith("json")) {
            complaints(closed(media.path("schema"), false), reply.body())
                    .forEach(each -> complaints.add(each.toString()));
        }
        return complaints;
    }

    /** The differences of this request body from the document. */
    List<Error> complaints(JsonNode schema, JsonNode body) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return registry.getSchema(whole).validate(body);
    }

    private List<String> headerComplaints(JsonNode response, Service.Reply reply) {
        List<String> documented = names(response.path("headers"));
        List<String> complaints = new ArrayList<>();
        for (String name : List.of("x-request-id", "link", "retry-after", "etag")) {
            if (documented.contains(name) != reply.headers().containsKey(name)) {
                complaints.add("header " + name + ": documented or sent, but not both");
            }
        }
        return complaints;
    }

    /** This schema without references; a member that it does not name is an error. */
    JsonNode closed(JsonNode schema, boolean partOfAll) {
        JsonNode node = resolve(schema);
        if (node instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            array.forEach(each -> copy.add(closed(each, partOfAll)));
            return copy;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode copy = object.objectNode();
        object.properties().forEach(each -> copy.set(each.getKey(),
                closed(each.getValue(), each.getKey().equals("allOf"))));
        if (!partOfAll && (copy.path("properties").isObject() || copy.has("allOf"))) {
            copy.put("unevaluatedProperties", false);
        }
        return copy;
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref")
                ? document.at(node.get("$ref").textValue().substring(1))
                : node;
    }

    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
