package io.holdfast.local;

import static io.holdfast.local.AsyncApi.complaints;
import static io.holdfast.local.AsyncApi.detailMembers;
import static io.holdfast.local.AsyncApi.fields;
import static io.holdfast.local.AsyncApi.names;
import static io.holdfast.local.AsyncApi.parse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.lambda.CommandRejected;
import io.holdfast.lambda.InvokeHandler;
import io.holdfast.lambda.stream.Publisher;
import io.holdfast.lambda.stream.Publisher.Entry;
import io.holdfast.local.invocation.LocalContext;
import io.holdfast.local.queue.LocalQueue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Compares the AsyncAPI document with the code, in both directions. */
class AsyncApiTest {
    private static final List<String> COMMANDS = List.of("book", "confirm", "release", "extend",
            "amend", "resolve", "define");
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
        JsonNode queue = AsyncApi.DOCUMENT.at("/channels/commands/bindings/sqs/queue");
        assertThat(List.of(AsyncApi.DOCUMENT.at("/channels/commands/address").textValue(),
                queue.get("name").textValue())).containsOnly(LocalQueue.COMMANDS);
        assertThat(names("/channels/commands/messages")).containsExactlyElementsOf(COMMANDS);
    }

    @Test
    void everyExampleOfACommandIsOneAndNoRequiredFieldCanBeLeftOut() {
        // A definition without a capacity only changes a resource.
        plant.define("room-14", 3);
        for (String command : COMMANDS) {
            JsonNode message = AsyncApi.message(command);
            JsonNode schema = message.get("payload");
            assertThat(message.get("examples")).isNotEmpty();
            for (JsonNode example : message.get("examples")) {
                ObjectNode body = (ObjectNode) example.get("payload");
                assertThat(complaints(schema, body)).as(body.toString()).isEmpty();
                assertThat(isCommand(body)).as(body.toString()).isTrue();
                agreeOnVariants(command, schema, body);
            }
        }
    }

    private static void agreeOnVariants(String command, JsonNode schema, ObjectNode body) {
        for (String field : fields(body)) {
            agree(schema, body.deepCopy().without(field));
        }
        agree(schema, body.deepCopy().put("unknown", 1));
        agree(schema, body.deepCopy().put("commandId", "a b"));
        agree(schema, body.deepCopy().put("commandId", "ab"));
        agree(schema, body.deepCopy().put("units", 0));
        agree(schema, body.deepCopy().put("units", 1_000_001));
        for (String one : List.of("x", "\uD83C\uDFAB")) {
            agree(schema, body.deepCopy().put("reference", one.repeat(256)));
            agree(schema, body.deepCopy().put("reference", one.repeat(257)));
        }
        for (String id : List.of(".", "..", "...", ".a", "a.")) {
            // A booking of an older release may be . or ..; it can be confirmed and released.
            if (command.equals("book") || id.length() > 2 || !id.matches("\\.+")) {
                agree(schema, body.deepCopy().put("bookingId", id));
            }
            agree(schema, body.deepCopy().put("commandId", id));
            if (command.equals("define")) {
                agree(schema, body.deepCopy().put("resourceId", id).put("capacity", 1));
            }
        }
        for (long capacity : List.of(-1L, 0L, 1_000_000_000_000L, 1_000_000_000_001L)) {
            agree(schema, body.deepCopy().put("capacity", capacity));
        }
        agree(schema, body.deepCopy().put("status", "OPEN"));
        agree(schema, body.deepCopy().put("status", "open"));
        agree(schema, body.deepCopy().put("allowDrain", true));
        agree(schema, body.deepCopy().put("allowDrain", "true"));
        agree(schema, body.deepCopy().put("expectedDefinitionVersion", -1));
        agree(schema, body.deepCopy().put("holdFor", "P1W"));
        agree(schema, body.deepCopy().put("holdFor", "pt1m"));
    }

    @Test
    void everyEventIsAsTheDocumentSaysAndEveryKindOfEventHappens() {
        plant.define("room-12", 3);
        expiredHold("e-4");
        for (String command : List.of(
                "{\"command\":\"confirm\",\"bookingId\":\"e-4\",\"commandId\":\"late\"}",
                "{\"command\":\"book\",\"bookingId\":\"e-1\",\"resourceId\":\"room-12\",\"units\":3,\"holdFor\":\"PT10M\",\"reference\":\"x\"}",
                "{\"command\":\"extend\",\"bookingId\":\"e-1\",\"commandId\":\"longer\",\"holdFor\":\"PT20M\"}",
                "{\"command\":\"amend\",\"bookingId\":\"e-1\",\"commandId\":\"two\",\"units\":2}",
                "{\"command\":\"amend\",\"bookingId\":\"e-1\",\"commandId\":\"three\",\"lines\":[{\"resourceId\":\"room-12\",\"units\":3}]}",
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
            JsonNode message = AsyncApi.message(entry.type());
            assertThat(complaints(message.get("payload"), onTheBus(entry)))
                    .as(entry.toString()).isEmpty();
            // For its readers the document admits new members; of this release it names all.
            assertThat(detailMembers(message.get("payload"))).as(entry.detail())
                    .containsAll(fields(parse(entry.detail())));
        }
        Set<String> published = new TreeSet<>();
        plant.entries.forEach(entry -> published.add(entry.type()));
        assertThat(published)
                .containsExactlyInAnyOrderElementsOf(names("/channels/events/messages"));
    }

    /** A hold that expired long ago: to make one takes up to a minute. */
    private static void expiredHold(String id) {
        Line line = new Line(new ResourceId("room-12"), 1, 1, new Nonce("0123456789abcdef"));
        Booking hold = new Booking(new BookingId(id), 1, new Fingerprint("0".repeat(64)),
                new Verdict.Committed(Instant.EPOCH),
                Optional.of(Admission.held(List.of(line), 1)), Map.of(), Optional.of("mine"));
        try (DynamoDbClient client = StoreClient.local(plant.engine.endpoint(),
                StoreClient.localHttp())) {
            client.putItem(put -> put.tableName(LocalService.TABLE).item(BookingItem.write(hold)));
        }
    }

    @Test
    void everyExampleOfAnEventIsOne() {
        for (String type : names("/channels/events/messages")) {
            JsonNode message = AsyncApi.message(type);
            assertThat(message.get("examples")).isNotEmpty().allSatisfy(example -> assertThat(
                    complaints(message.get("payload"), example.get("payload"))).isEmpty());
        }
    }

    /** The event as a target of a rule receives it. */
    private static JsonNode onTheBus(Entry entry) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("version", "0")
                .put("id", "any")
                .put("detail-type", entry.type()).put("source", Publisher.SOURCE)
                .put("account", "111122223333")
                .put("time", entry.at().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", "eu-central-1");
        event.putArray("resources");
        event.set("detail", parse(entry.detail()));
        return event;
    }

    private static void agree(JsonNode schema, JsonNode body) {
        assertThat(isCommand(body)).as(body.toString())
                .isEqualTo(complaints(schema, body).isEmpty());
    }

    /** Whether the code accepts it as a command, whatever its verdict. */
    private static boolean isCommand(JsonNode body) {
        try {
            new InvokeHandler(plant.wiring).handleRequest(
                    new ByteArrayInputStream(body.toString().getBytes(StandardCharsets.UTF_8)),
                    new ByteArrayOutputStream(), new LocalContext("Command"));
            return true;
        } catch (CommandRejected e) {
            return !String.valueOf(e.getMessage()).contains("invalid-request");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
