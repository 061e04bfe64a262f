package io.holdfast.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** The OpenAPI document, read, with its schemas at work. */
final class OpenApi {
    private final JsonNode document;
    private final SchemaRegistry registry = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private OpenApi(JsonNode document) {
        this.document = document;
    }

    static OpenApi read() {
        try {
            return new OpenApi(new YAMLMapper()
                    .readTree(OpenApi.class.getResourceAsStream("/openapi.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode paths() {
        return document.get("paths");
    }

    JsonNode operation(String method, String path) {
        return document.path("paths").path(path)
                .path(method.toLowerCase(Locale.ROOT));
    }

    JsonNode at(String pointer) {
        return document.at(pointer);
    }

    JsonNode schema(String name) {
        return document.path("components").path("schemas").path(name);
    }

    /** What in this body is not as the document says, for that operation and status. */
    List<Error> complaints(String method, String path, Service.Reply reply) {
        JsonNode response = resolve(operation(method, path).path("responses")
                .path(Integer.toString(reply.status())));
        JsonNode schema = response.path("content").path(reply.contentType()).path("schema");
        if (schema.isMissingNode()) {
            throw new AssertionError(method + " " + path + " does not document "
                    + reply.status() + " " + reply.contentType());
        }
        return complaints(schema, reply.body());
    }

    /** What in this request body is not as the document says. */
    List<Error> complaints(JsonNode schema, JsonNode body) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return registry.getSchema(whole).validate(body);
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref")
                ? document.at(node.get("$ref").textValue().substring(1))
                : node;
    }
}
