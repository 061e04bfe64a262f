package io.holdfast.lab.stored;

import static io.holdfast.lab.stored.BothStores.intent;
import static io.holdfast.lab.stored.BothStores.number;
import static io.holdfast.lab.stored.BothStores.text;

import io.holdfast.lab.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Puts, batches of inserts and batch reads do the same in memory as on DynamoDB Local. */
class MemoryBatchesTest {
    private final BothStores both = new BothStores();

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void puts(boolean exists, boolean guarded) {
        String key = exists ? both.pk : Engine.fresh("resource#new");
        both.same(client -> client.putItem(PutItemRequest.builder().tableName(Engine.TABLE)
                .item(Map.of("pk", text(key), "sk", text("resource")))
                .conditionExpression(guarded ? "attribute_not_exists(pk)" : null)
                .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build()));
    }

    @Test
    void everyInsertIsDecidedByItself() {
        Map<String, AttributeValue> rest = Map.of("outcome", text("COMMITTED"), "lines",
                AttributeValue.fromL(List.of(intent("q7"))), "commands",
                AttributeValue.fromM(Map.of()), "version", number(1), "nested",
                AttributeValue.fromM(Map.of("it's a \"key\"", intent("q8"))));
        List<BatchStatementRequest> twentyFive = IntStream.range(0, 25)
                .mapToObj(i -> insert(Engine.fresh("booking#batch"), rest)).toList();
        BatchStatementRequest duplicate = insert(both.pk, rest);
        String same = Engine.fresh("booking#same");

        both.same(client -> batch(client, List.of(insert(same, rest), duplicate)));
        both.same(client -> batch(client, List.of(duplicate)));
        both.same(client -> batch(client, twentyFive));
        both.same(client -> batch(client, Stream.concat(twentyFive.stream(), Stream.of(duplicate))
                .toList()));
        both.same(client -> batch(client, List.of(duplicate, duplicate)));
        both.same(client -> batch(client, List.of()));
        both.compareItems(same, "booking");
    }

    @Test
    void batchReads() {
        List<String> many = IntStream.range(0, 101).mapToObj(i -> "booking#" + i).toList();
        both.same(client -> read(client, List.of(both.pk, "booking#none")));
        both.same(client -> read(client, List.of(both.pk, both.pk)));
        both.same(client -> read(client, many));
        both.same(client -> read(client, many.subList(0, 100)));
    }

    private static BatchStatementRequest insert(String pk, Map<String, AttributeValue> rest) {
        Map<String, AttributeValue> item = new TreeMap<>(rest);
        item.put("pk", text(pk));
        item.put("sk", text(pk.startsWith("resource") ? "resource" : "booking"));
        return BatchStatementRequest.builder()
                .statement("INSERT INTO \"" + Engine.TABLE + "\" VALUE {" + item.keySet().stream()
                        .map(name -> "'" + name + "': ?").collect(Collectors.joining(", ")) + "}")
                .parameters(new ArrayList<>(item.values()))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private static Object batch(DynamoDbClient client, List<BatchStatementRequest> statements) {
        List<BatchStatementResponse> responses = client.batchExecuteStatement(
                BatchExecuteStatementRequest.builder().statements(statements).build()).responses();
        return responses.stream().map(each -> each.tableName()
                + (each.error() == null
                        ? ""
                        : each.error().codeAsString() + each.error().item()))
                .toList();
    }

    private static Object read(DynamoDbClient client, List<String> partitions) {
        List<Map<String, AttributeValue>> keys = partitions.stream()
                .map(each -> Map.of("pk", text(each), "sk", text("resource"))).toList();
        return Objects.requireNonNull(client
                .batchGetItem(batch -> batch.requestItems(Map.of(Engine.TABLE,
                        KeysAndAttributes.builder()
                                .keys(keys).consistentRead(true).build())))
                .responses().get(Engine.TABLE));
    }
}
