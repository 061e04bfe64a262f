package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** An invocation may have given up on several requests: each arrives by itself, in any order. */
class LateRequestsTest {
    private final Set<String> schedules = new HashSet<>();

    @Test
    void twoLateRequestsArriveInEitherOrder() {
        Set<String> ends = ends(2, false, List.of("a"), List.of());

        assertThat(schedules).contains("0~ 0~ 0+ 0+2", "0~ 0~ 0+2 0+", "0~ 0+ 0~ 0+2");
        assertThat(ends).contains("a0a1", "a1a0", "a0", "a1", "");
    }

    @Test
    void foldingKeepsEveryEndOfOneInvocation() {
        Set<String> all = ends(2, false, List.of("a", "a"), List.of());
        int schedulesWithoutFolding = schedules.size();
        schedules.clear();

        assertThat(ends(2, true, List.of("a", "a"), List.of())).isEqualTo(all);
        assertThat(schedules).hasSizeLessThanOrEqualTo(schedulesWithoutFolding);
    }

    @Test
    void foldingKeepsEveryEndOfTwoInvocations() {
        Set<String> all = ends(2, false, List.of("a", "b"), List.of("b", "a"));
        int schedulesWithoutFolding = schedules.size();
        schedules.clear();

        assertThat(ends(2, true, List.of("a", "b"), List.of("b", "a"))).isEqualTo(all);
        assertThat(schedules).hasSizeLessThan(schedulesWithoutFolding / 2);
    }

    // Every invocation writes each of its items twice. An end is the order of the writes to each
    // item.
    private Set<String> ends(int mostFaults, boolean fold, List<String> first,
            List<String> second) {
        Set<String> ends = new TreeSet<>();
        Odometer odometer = new Odometer();
        do {
            Run run = new Run(mostFaults, fold);
            Map<String, List<String>> applied = new TreeMap<>();
            DynamoDbClient client = run.around(recording(applied));
            List<Runnable> invocations = new ArrayList<>();
            for (List<String> items : List.of(first, second)) {
                String name = invocations.isEmpty() ? "" : "'";
                invocations.add(() -> write(client, items, name));
            }
            run.go(invocations, Set.of(), odometer);
            assertThat(run.failure()).isEmpty();
            if (!run.redundant()) {
                schedules.add(run.schedule());
                ends.add(String.join("", applied.values().stream()
                        .map(each -> String.join("", each)).toList()));
            }
        } while (odometer.next());
        return ends;
    }

    private static void write(DynamoDbClient client, List<String> items, String name) {
        int number = 0;
        for (String item : items.size() == 1
                ? List.of(items.getFirst(), items.getFirst())
                : items) {
            String value = item + number++ + name;
            try {
                client.putItem(PutItemRequest.builder()
                        .tableName("t").item(Map.of("pk", AttributeValue.fromS(item), "sk",
                                AttributeValue.fromS("x"), "value", AttributeValue.fromS(value)))
                        .build());
            } catch (SdkClientException
                    | DynamoDbException e) {
                // The schedule chose it.
            }
        }
    }

    private static DynamoDbClient recording(Map<String, List<String>> applied) {
        Interception interception = (request, proceed) -> {
            Map<String, AttributeValue> item = ((PutItemRequest) request)
                    .item();
            applied.computeIfAbsent(Objects.requireNonNull(item.get("pk")).s(),
                    pk -> new ArrayList<>())
                    .add(Objects.requireNonNull(item.get("value")).s());
            return proceed.with(request);
        };
        return interception.around(new MemoryDynamoDb());
    }
}
