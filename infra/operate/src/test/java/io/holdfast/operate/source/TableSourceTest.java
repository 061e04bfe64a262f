package io.holdfast.operate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.ResourceId;
import io.holdfast.dynamodb.item.Attribute;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.engine.Interception;
import io.holdfast.engine.LocalDynamoDb;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** A table is read as a whole, consistently, with few requests at a time, and waits its turn. */
class TableSourceTest {
    private static final DynamoDbClient ENGINE = LocalDynamoDb.embedded();
    private static final int ROOMS = 250;
    private static final int BOOKINGS = 500;

    @BeforeAll
    static void fill() {
        ENGINE.createTable(Table.creation("table"));
        for (int i = 0; i < ROOMS + BOOKINGS; i++) {
            String kind = i < ROOMS ? "resource" : "booking";
            Map<String, AttributeValue> item = Map.of(Attribute.PK,
                    AttributeValue.fromS(kind + "#" + i), Attribute.SK,
                    AttributeValue.fromS(kind), "filler", AttributeValue.fromS("x".repeat(5_000)));
            ENGINE.putItem(put -> put.tableName("table").item(item));
        }
    }

    @Test
    void aPassReadsEveryItemOnceAndTheFirstOnlyResources() {
        TableSource source = TableSource.of(ENGINE, "table", 3);

        assertThat(source.expectedItems()).isEqualTo(ROOMS + BOOKINGS);
        assertThat(keys(source, Pass.EVERY_ITEM)).hasSize(ROOMS + BOOKINGS).doesNotHaveDuplicates();
        assertThat(keys(source, Pass.RESOURCES)).hasSize(ROOMS)
                .allMatch(key -> key.startsWith("resource#"));
    }

    @Test
    void everyReadIsConsistentAndNoMoreAreUnderWayThanAskedFor() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Set<Boolean> consistent = new ConcurrentSkipListSet<>();
        DynamoDbClient client = ((Interception) (request, proceed) -> {
            if (request instanceof ScanRequest scan) {
                consistent.add(scan.consistentRead());
            } else if (request instanceof BatchGetItemRequest get) {
                get.requestItems().values().forEach(each -> consistent.add(each.consistentRead()));
            }
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                return proceed.with(request);
            } finally {
                underWay.decrementAndGet();
            }
        }).around(ENGINE);
        TableSource source = TableSource.of(client, "table", 2);

        keys(source, Pass.EVERY_ITEM);
        assertThat(again(source)).hasSize(ROOMS);

        assertThat(consistent).containsExactly(true);
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void aThrottledPageIsWaitedForAndAnyOtherErrorEndsTheRun() {
        AtomicInteger refusals = new AtomicInteger(3);
        DynamoDbClient client = ((Interception) (request, proceed) -> {
            if (request instanceof ScanRequest && refusals.getAndDecrement() > 0) {
                throw throttled();
            }
            return proceed.with(request);
        }).around(ENGINE);

        assertThat(keys(TableSource.of(client, "table", 2), Pass.EVERY_ITEM))
                .hasSize(ROOMS + BOOKINGS).doesNotHaveDuplicates();
        assertThat(refusals.get()).isNegative();

        DynamoDbClient broken = ((Interception) (request, proceed) -> {
            if (request instanceof ScanRequest) {
                throw new IllegalStateException("broken");
            }
            return proceed.with(request);
        }).around(ENGINE);
        assertThatThrownBy(() -> keys(TableSource.of(broken, "table", 2), Pass.EVERY_ITEM))
                .hasMessage("broken");
    }

    @Test
    void aTableThatThrottlesForeverIsGivenUp() {
        DynamoDbClient client = ((Interception) (request, proceed) -> {
            if (request instanceof ScanRequest) {
                throw throttled();
            }
            return proceed.with(request);
        }).around(ENGINE);

        List<Long> waits = new ArrayList<>();
        TableSource source = TableSource.of(client, "table", 1, new Patience("table", waits::add));

        assertThatThrownBy(() -> keys(source, Pass.RESOURCES))
                .isInstanceOf(UnreadableSource.class)
                .hasMessageContaining("table table still throttles reads after 8 waits");
        assertThat(waits).hasSize(8).startsWith(100L, 200L).endsWith(12_800L);
    }

    @Test
    void keysThatABatchLeavesOutAreAskedForAgain() {
        Set<Map<String, AttributeValue>> refused = ConcurrentHashMap.newKeySet();
        DynamoDbClient client = ((Interception) (request, proceed) -> {
            if (request instanceof BatchGetItemRequest get) {
                List<Map<String, AttributeValue>> keys = Objects
                        .requireNonNull(get.requestItems().get("table")).keys();
                // Every second key is left out once.
                List<Map<String, AttributeValue>> rest = keys.stream()
                        .filter(key -> keys.indexOf(key) % 2 == 1 && refused.add(key)).toList();
                List<Map<String, AttributeValue>> served = new ArrayList<>(keys);
                served.removeAll(rest);
                BatchGetItemResponse answer = (BatchGetItemResponse) proceed
                        .with(get.toBuilder().requestItems(Map.of("table", of(served))).build());
                return rest.isEmpty()
                        ? answer
                        : answer.toBuilder().unprocessedKeys(Map.of("table", of(rest))).build();
            }
            return proceed.with(request);
        }).around(ENGINE);

        assertThat(again(TableSource.of(client, "table", 2))).hasSize(ROOMS);
        assertThat(refused).isNotEmpty();
    }

    @Test
    void anItemThatDoesNotExistIsSaidSo() {
        Map<String, Boolean> found = new HashMap<>();
        TableSource.of(ENGINE, "table", 1).readAgain(
                List.of(Table.key(new ResourceId("0")), Table.key(new ResourceId("none"))),
                (key, item) -> found.put(pk(key), item.isPresent()));

        assertThat(found).isEqualTo(Map.of("resource#0", true, "resource#none", false));
    }

    @Test
    void theNumberOfRequestsHasALimit() {
        assertThatThrownBy(() -> TableSource.of(ENGINE, "table", 0))
                .hasMessage("--requests must be between 1 and 64, not 0");
        assertThatThrownBy(() -> TableSource.of(ENGINE, "table", 65)).hasMessageContaining("65");
    }

    private static String pk(Map<String, AttributeValue> item) {
        return Objects.requireNonNull(item.get(Attribute.PK)).s();
    }

    private static KeysAndAttributes of(List<Map<String, AttributeValue>> keys) {
        return KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
    }

    private static ProvisionedThroughputExceededException throttled() {
        return ProvisionedThroughputExceededException
                .builder().message("slow down").statusCode(400)
                .awsErrorDetails(software.amazon.awssdk.awscore.exception.AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException").build())
                .build();
    }

    private static Set<String> again(TableSource source) {
        List<Map<String, AttributeValue>> all = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            all.add(Table.key(new ResourceId(String.valueOf(i))));
        }
        Set<String> found = Collections.synchronizedSet(new TreeSet<>());
        source.readAgain(all, (key, item) -> {
            assertThat(item).map(each -> each.get(Attribute.PK))
                    .isEqualTo(Optional.ofNullable(key.get(Attribute.PK)));
            found.add(pk(key));
        });
        return found;
    }

    private static List<String> keys(TableSource source, Pass pass) {
        List<String> keys = Collections.synchronizedList(new ArrayList<>());
        long read = source.read(pass, item -> keys.add(pk(item)),
                Progress.lines("test", 1, System.err));
        assertThat(read).isEqualTo(ROOMS + BOOKINGS);
        return keys;
    }
}
