package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.holdfast.lambda.CommandHandler;
import io.holdfast.lambda.CommandRejected;
import io.holdfast.lambda.Publisher.Entry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the AsyncAPI document and the code against each other, in both directions. */
class AsyncApiTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> COMMANDS = List.of("book", "confirm", "release", "resolve");
    private static final JsonNode DOCUMENT = read();
    private static Plant plant;

    @BeforeAll
    static void start() throws IOException {
        plant = new Plant(Duration.ofSeconds(30), 3, (request, proceed) -> proceed.with(request));
    }

    @AfterAll
    static void stop() throws IOException {
        plant.close();
    }

    @Test
    void theQueueAndItsCommandsAreThose() {
        assertThat(DOCUMENT.at("/channels/commands/address").textValue())
                .isEqualTo(LocalQueue.COMMANDS);
        assertThat(names("/channels/commands/messages")).containsExactlyElementsOf(COMMANDS);
    }

    @Test
    void everyExampleOfACommandIsOneAndNoRequiredFieldCanBeLeftOut() {
        for (String command : COMMANDS) {
            JsonNode message = DOCUMENT.path("components").path("messages").path(command);
            JsonNode schema = message.get("payload");
            assertThat(message.get("examples")).isNotEmpty();
            for (JsonNode example : message.get("examples")) {
                ObjectNode body = (ObjectNode) example.get("payload");
                assertThat(complaints(schema, body)).as(body.toString()).isEmpty();
                assertThat(isCommand(body)).as(body.toString()).isTrue();
                for (String field : fields(body)) {
                    agree(schema, body.deepCopy().without(field));
                }
                agree(schema, body.deepCopy().put("unknown", 1));
                agree(schema, body.deepCopy().put("commandId", "a b"));
                agree(schema, body.deepCopy().put("commandId", "ab"));
                agree(schema, body.deepCopy().put("units", 0));
                agree(schema, body.deepCopy().put("units", 1_000_001));
                agree(schema, body.deepCopy().put("reference", "x".repeat(257)));
            }
        }
    }

    @Test
    void everyEventIsAsTheDocumentSaysAndEveryKindOfEventHappens() {
        plant.define("room-12", 3);
        for (String command : List.of(
                "{\"command\":\"book\",\"bookingId\":\"e-1\",\"resourceId\":\"room-12\",\"units\":3,\"holdFor\":\"PT10M\",\"reference\":\"x\"}",
                "{\"command\":\"confirm\",\"bookingId\":\"e-1\",\"commandId\":\"pay\"}",
                "{\"command\":\"release\",\"bookingId\":\"e-1\",\"commandId\":\"many\",\"units\":9}",
                "{\"command\":\"release\",\"bookingId\":\"e-1\",\"commandId\":\"one\",\"units\":1}",
                "{\"command\":\"release\",\"bookingId\":\"e-1\",\"commandId\":\"all\"}",
                "{\"command\":\"book\",\"bookingId\":\"e-2\",\"resourceId\":\"room-12\",\"units\":4}",
                "{\"command\":\"resolve\",\"bookingId\":\"e-3\"}")) {
            assertThat(isCommand(parse(command))).isTrue();
        }
        plant.drain();

        for (Entry entry : plant.entries) {
            JsonNode message = DOCUMENT.path("components").path("messages").path(entry.type());
            assertThat(complaints(message.get("payload"), parse(entry.detail())))
                    .as(entry.toString()).isEmpty();
        }
        Set<String> told = new TreeSet<>();
        plant.entries.forEach(entry -> told.add(entry.type()));
        assertThat(told).containsExactlyInAnyOrderElementsOf(names("/channels/events/messages"));
    }

    @Test
    void everyExampleOfAnEventIsOne() {
        for (String type : names("/channels/events/messages")) {
            JsonNode message = DOCUMENT.path("components").path("messages").path(type);
            assertThat(message.get("examples")).isNotEmpty().allSatisfy(example -> assertThat(
                    complaints(message.get("payload"), example.get("payload"))).isEmpty());
        }
    }

    private static void agree(JsonNode schema, JsonNode body) {
        assertThat(isCommand(body)).as(body.toString())
                .isEqualTo(complaints(schema, body).isEmpty());
    }

    /** Whether the code takes it for a command; what becomes of it is another matter. */
    private static boolean isCommand(JsonNode body) {
        try {
            new CommandHandler(plant.wiring).handleRequest(
                    new ByteArrayInputStream(body.toString().getBytes(StandardCharsets.UTF_8)),
                    new ByteArrayOutputStream(), new LocalContext("Command"));
            return true;
        } catch (CommandRejected e) {
            return !String.valueOf(e.getMessage()).contains("invalid-request");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Error> complaints(JsonNode schema, JsonNode body) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", DOCUMENT.get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole).validate(body);
    }

    private static List<String> names(String pointer) {
        return fields((ObjectNode) DOCUMENT.at(pointer));
    }

    private static List<String> fields(ObjectNode node) {
        List<String> fields = new ArrayList<>();
        node.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document, with the schemas of the other one among its own. */
    private static JsonNode read() {
        try {
            String text = Files.readString(Path.of("..", "docs", "asyncapi.yaml"))
                    .replace("openapi.yaml#/", "#/");
            JsonNode document = new YAMLMapper().readTree(text);
            ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
            JsonNode others = new YAMLMapper()
                    .readTree(Path.of("..", "docs", "openapi.yaml").toFile())
                    .at("/components/schemas");
            others.properties().forEach(each -> {
                assertThat(schemas.has(each.getKey())).as(each.getKey()).isFalse();
                schemas.set(each.getKey(), each.getValue());
            });
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
