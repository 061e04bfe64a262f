package io.holdfast.local;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The parsed AsyncAPI document, with the schemas of the OpenAPI document among its own. */
final class AsyncApi {
    /** Rejects a repeated key, because other readers reject it or take either value. */
    static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();
    static final JsonNode DOCUMENT = read();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private AsyncApi() {}

    static JsonNode message(String name) {
        return DOCUMENT.path("components").path("messages").path(name);
    }

    /** The differences of this body from the schema. */
    static List<Error> complaints(JsonNode schema, JsonNode body) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", DOCUMENT.get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole).validate(body);
    }

    static List<String> names(String pointer) {
        return fields(DOCUMENT.at(pointer));
    }

    static List<String> fields(JsonNode node) {
        List<String> fields = new ArrayList<>();
        node.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    /** The members that the document gives the detail of an event. */
    static List<String> detailMembers(JsonNode payload) {
        JsonNode detail = resolve(resolve(payload).at("/allOf/1/properties/detail"));
        return fields(detail.get("properties"));
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").textValue().substring(1)) : node;
    }

    private static JsonNode read() {
        try {
            String text = Files.readString(Path.of("..", "docs", "asyncapi.yaml"))
                    .replace("openapi.yaml#/", "#/");
            JsonNode document = YAML.readTree(text);
            ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
            JsonNode others = YAML.readTree(Path.of("..", "docs", "openapi.yaml").toFile())
                    .at("/components/schemas");
            others.properties().forEach(each -> {
                if (schemas.has(each.getKey())) {
                    throw new IllegalStateException("both documents have " + each.getKey());
                }
                schemas.set(each.getKey(), each.getValue());
            });
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
