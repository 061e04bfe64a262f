package io.holdfast.local.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.dynamodb.item.ResourceItem;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.engine.Interception;
import io.holdfast.engine.LocalDynamoDb;
import io.holdfast.local.race.Store;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** What the board asks of the table, and what it judges. */
class LiveTest {
    private static final String TABLE = "live";
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void aBoardThatNobodyLooksAtSendsNoRequest() throws Exception {
        try (DynamoDbClient client = LocalDynamoDb.embedded(); Live live = live(client)) {
            Thread.sleep(1_000);
            assertThat(requests.get()).isZero();

            assertThat(live.state().get("resources")).isEmpty();
            assertThat(requests.get()).isPositive();
        }
    }

    @Test
    void aResourceIsReadOnlyWhenItWasWrittenOrTimeChangesIt() {
        try (DynamoDbClient client = LocalDynamoDb.embedded(); Live live = live(client)) {
            put(client, "r-1", 4, 6);
            assertThat(live.state().get("resources")).hasSize(1);
            int before = requests.get();
            live.state();
            live.state();
            assertThat(requests.get()).isEqualTo(before);
        }
    }

    @Test
    void anImageThatIsOverCapacityOrNotConservedIsCounted() {
        try (DynamoDbClient client = LocalDynamoDb.embedded(); Live live = live(client)) {
            put(client, "r-2", 4, 6);
            assertThat(promises(live).get("overCapacity").asInt()).isZero();

            put(client, "r-2", -1, 11);
            live.tap().line("race").accept("{\"outcome\":\"FAILED\",\"resourceId\":\"r-2\"}");
            assertThat(promises(live).get("overCapacity").asInt()).isEqualTo(1);

            client.updateItem(update -> update.tableName(TABLE)
                    .key(Table.key(new ResourceId("r-2")))
                    .updateExpression("SET confirmed = :three").expressionAttributeValues(
                            Map.of(":three", AttributeValue.fromN("3"))));
            live.tap().line("race").accept("{\"outcome\":\"FAILED\",\"resourceId\":\"r-2\"}");
            JsonNode broken = promises(live);
            assertThat(broken.get("notConserved").asInt()).isEqualTo(1);
            assertThat(broken.get("sentences")).hasSize(2);
        }
    }

    @Test
    void aDrainIsNotOverCapacity() {
        try (DynamoDbClient client = LocalDynamoDb.embedded(); Live live = live(client)) {
            put(client, "r-3", 0, 10);
            live.state();
            put(client, "r-3", -4, 10);
            live.tap().line("race").accept("{\"outcome\":\"COMMITTED\",\"resourceId\":\"r-3\"}");

            assertThat(promises(live).get("overCapacity").asInt()).isZero();
            assertThat(live.state().at("/resources/0/available").asInt()).isEqualTo(-4);
        }
    }

    @Test
    void anImageThatIsOverCapacityOnlyWithWhatAnIntentTookIsCounted() {
        try (DynamoDbClient client = LocalDynamoDb.embedded(); Live live = live(client)) {
            put(client, "r-4", 2, 6);
            live.state();
            OfBooking intent = new OfBooking(new BookingId("b-1"), Nonce.of(new byte[Nonce.BYTES]),
                    new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 3), Optional.empty(), 0, 0,
                    Instant.now());
            put(client, new Resource(new ResourceId("r-4"), 2, 1,
                    new Definition(8, ResourceStatus.OPEN), -1, 9, Collections.emptySortedMap(),
                    0, Map.of(intent.booking(), intent), Optional.empty()));
            write(live, "r-4");

            assertThat(promises(live).get("overCapacity").asInt()).isEqualTo(1);
            assertThat(live.state().at("/resources/0/overCapacity").asBoolean()).isTrue();
        }
    }

    @Test
    void aDrainThatWasThereWhenThePageOpenedIsNotOverCapacity() {
        try (DynamoDbClient client = LocalDynamoDb.embedded(); Live live = live(client)) {
            put(client, "r-5", -4, 10);
            live.state();
            put(client, "r-5", -5, 11);
            write(live, "r-5");

            assertThat(promises(live).get("overCapacity").asInt()).isZero();
            assertThat(live.state().at("/resources/0/overCapacity").asBoolean()).isFalse();
        }
    }

    @Test
    void anItemThatCannotBeReadKeepsNoOtherResourceOffTheBoard() {
        try (DynamoDbClient client = LocalDynamoDb.embedded(); Live live = live(client)) {
            put(client, "r-6", 4, 6);
            put(client, "r-7", 5, 5);
            put(client, "r-8", 6, 4);
            for (String corrupt : List.of("r-6", "r-8")) {
                client.updateItem(update -> update.tableName(TABLE)
                        .key(Table.key(new ResourceId(corrupt)))
                        .updateExpression("SET confirmed = :nine").expressionAttributeValues(
                                Map.of(":nine", AttributeValue.fromN("9"))));
            }

            JsonNode state = live.state();

            assertThat(state.get("resources")).singleElement()
                    .matches(each -> each.get("resourceId").asText().equals("r-7"));
            assertThat(state.at("/promises/notConserved").asInt()).isEqualTo(2);
            assertThat(promises(live).get("notConserved").asInt()).isEqualTo(2);
        }
    }

    @Test
    void aBoardThatCannotReadTheTableWatchesNothingUntilItCan() {
        try (DynamoDbClient client = LocalDynamoDb.embedded();
                Live live = new Live(new Store(URI.create("http://localhost"), client, TABLE))) {
            assertThatThrownBy(live::state).isInstanceOf(ResourceNotFoundException.class);
            write(live, "r-9");
            client.createTable(Table.creation(TABLE));

            assertThat(live.state().get("verdicts")).isEmpty();
            write(live, "r-9");
            assertThat(live.state().get("verdicts")).hasSize(1);
        }
    }

    private static void write(Live live, String id) {
        live.tap().line("race")
                .accept("{\"outcome\":\"FAILED\",\"resourceId\":\"" + id + "\"}");
    }

    private static JsonNode promises(Live live) {
        return live.state().get("promises");
    }

    private Live live(DynamoDbClient client) {
        client.createTable(Table.creation(TABLE));
        Interception counted = (request, proceed) -> {
            requests.incrementAndGet();
            return proceed.with(request);
        };
        return new Live(
                new Store(URI.create("http://localhost"), counted.around(client), TABLE));
    }

    private static void put(DynamoDbClient client, String id, long available, long confirmed) {
        Resource resource = new Resource(new ResourceId(id), 1, 1,
                new Definition(available + confirmed, ResourceStatus.OPEN), available, confirmed,
                Collections.unmodifiableSortedMap(new TreeMap<>()), 0);
        put(client, resource);
    }

    private static void put(DynamoDbClient client, Resource resource) {
        client.putItem(write -> write.tableName(TABLE).item(ResourceItem.write(resource)));
    }
}
