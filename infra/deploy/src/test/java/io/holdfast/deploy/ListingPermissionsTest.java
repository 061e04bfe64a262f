package io.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Resource;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.DynamoDbListing;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.ListingTable;
import io.holdfast.dynamodb.item.ResourceItem;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.engine.Interception;
import io.holdfast.engine.LocalDynamoDb;
import io.holdfast.lambda.ListBookingsHandler;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.stream.FailureQueue;
import io.holdfast.lambda.stream.StreamBatch;
import io.holdfast.lambda.stream.StreamEvent.StreamRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * What the listing's reader and its writer ask of the two tables, and what their roles permit:
 * neither less nor more.
 */
class ListingPermissionsTest {
    private static final DynamoDbClient ENGINE = LocalDynamoDb.embedded();
    private static final ResourceId ROOM = new ResourceId("room");
    private static final long PAST = 29_000_000;

    private final Set<String> sent = new TreeSet<>();
    private final Wiring wiring = wiring();

    @BeforeAll
    static void create() {
        ENGINE.createTable(Table.creation("Table"));
        ENGINE.createTable(ListingTable.creation("Listing"));
    }

    @Test
    void theFunctionOfTheListsReadsTheListingAlone() throws IOException {
        for (String state : List.of("HELD", "ALL")) {
            list(Route.LIST_BOOKINGS, Map.of("state", state));
            list(Route.LIST_REFERENCE, Map.of("state", state, "reference", "mine"));
        }

        assertThat(sent).containsExactlyInAnyOrder("dynamodb:Query Listing",
                "dynamodb:Query Listing/index/held");
        assertThat(permitted("ListBookingsRole")).isEqualTo(sent);
    }

    @Test
    void theFunctionOfTheStreamWritesTheListingAndReadsBoth() {
        Booking one = hold("b-1");
        Booking two = hold("b-2");
        publish(Map.of(), BookingItem.write(one));
        publish(ResourceItem.write(room(1, 0, 10)), ResourceItem.write(room(2, PAST, 0)));
        publish(Map.of(), BookingItem.write(two));

        assertThat(sent).contains("dynamodb:PutItem Listing", "dynamodb:Query Listing/index/held",
                "dynamodb:BatchGetItem Table", "dynamodb:GetItem Table");
        assertThat(permitted("OutcomesRole")).containsAll(sent);
        Set<String> unneeded = new TreeSet<>(permitted("OutcomesRole"));
        unneeded.removeAll(sent);
        assertThat(unneeded).as("a policy that it shares with the lists")
                .containsExactly("dynamodb:Query Listing");
    }

    private static Set<String> permitted(String role) {
        Set<String> permitted = new TreeSet<>();
        for (JsonNode statement : TablePermissions.of(role)) {
            for (JsonNode action : TablePermissions.list(statement.get("Action"))) {
                for (JsonNode resource : TablePermissions.list(statement.get("Resource"))) {
                    String arn = resource.has("Fn::GetAtt")
                            ? resource.at("/Fn::GetAtt/0").asText()
                            : resource.get("Fn::Sub").asText()
                                    .replaceFirst("^\\$\\{(\\w+)\\.Arn}", "$1");
                    if (!resource.toString().contains("StreamArn") && !arn.contains("stream")) {
                        permitted.add(action.asText() + " " + arn);
                    }
                }
            }
        }
        return permitted;
    }

    private void list(Route route, Map<String, String> query) throws IOException {
        ObjectNode event = Events.http(route, "room", "", "");
        ObjectNode parameters = event.putObject("queryStringParameters");
        query.forEach(parameters::put);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        new ListBookingsHandler(wiring).handleRequest(
                new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
                output, context());
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("\"statusCode\":200");
    }

    private void publish(Map<String, AttributeValue> before,
            Map<String, AttributeValue> after) {
        assertThat(StreamBatch.of(entries -> Set.of(), FailureQueue.NONE, wiring, context())
                .publish(List.of(new StreamRecord("1", Instant.EPOCH, before, after)))).isEmpty();
    }

    private static Booking hold(String id) {
        return new Booking(new BookingId(id), 1, new Fingerprint("0".repeat(64)),
                new Verdict.Committed(Instant.EPOCH),
                Optional.of(Admission.held(
                        List.of(new Line(ROOM, 5, 5, new Nonce("0123456789abcdef"))), PAST)),
                Map.of(), Optional.of("mine"));
    }

    private static Resource room(long version, long watermark, long held) {
        return new Resource(ROOM, version, 1, Definition.open(10), 10 - held, 0,
                new TreeMap<>(held == 0 ? Map.of() : Map.of(PAST, held)), watermark);
    }

    private Wiring wiring() {
        Interception recording = (request, proceed) -> {
            sent.add("dynamodb:" + request.getClass().getSimpleName().replace("Request", "") + " "
                    + target(request));
            return proceed.with(request);
        };
        DynamoDbClient client = recording.around(ENGINE);
        return Wiring.of(new DynamoDbLedger(client, "Table"))
                .listing(new DynamoDbListing(client, "Listing"));
    }

    private static String target(DynamoDbRequest request) {
        return switch (request) {
            case PutItemRequest put -> put.tableName();
            case GetItemRequest get -> get.tableName();
            case BatchGetItemRequest batch -> String.join(" ", batch.requestItems().keySet());
            case QueryRequest query -> query.indexName() == null
                    ? query.tableName()
                    : query.tableName() + "/index/" + query.indexName();
            default -> throw new IllegalArgumentException("not a request of ours: " + request);
        };
    }

    private static Context context() {
        return stub(Context.class, Map.of("getRemainingTimeInMillis", 60_000, "getAwsRequestId",
                "request", "getLogger", stub(LambdaLogger.class, Map.of())));
    }

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
