package io.holdfast.lab.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.lab.Engine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** The table in memory and DynamoDB Local with the same resource, which get the same requests. */
final class BothStores {
    final String pk = Engine.fresh("resource#both");
    private final DynamoDbClient memory = new MemoryDynamoDb();

    /** Compares the answers to a request on the resource as it was at first. */
    void same(Function<DynamoDbClient, Object> request) {
        reset();
        compare(request, "");
    }

    /** Compares the answers to a request on the resource as it is now. */
    void compare(Function<DynamoDbClient, Object> request, String description) {
        assertThat(answer(memory, request)).as(description)
                .isEqualTo(answer(Engine.embedded(), request));
        compareItems(pk, "resource");
    }

    void compareItems(String partition, String sort) {
        assertThat(item(memory, partition, sort))
                .isEqualTo(item(Engine.embedded(), partition, sort));
    }

    void reset() {
        Stream.of(memory, Engine.embedded()).forEach(this::reset);
    }

    private void reset(DynamoDbClient client) {
        Map<String, AttributeValue> item = new HashMap<>(Map.of("pk", text(pk), "sk",
                text("resource"), "version", number(7), "available", number(5), "confirmed",
                number(0), "status", text("OPEN"), "expiring",
                AttributeValue.fromM(Map.of("29453760", number(2))), "intents",
                AttributeValue.fromM(Map.of("b-1", intent("q7"))), "defining", intent("q7")));
        item.put("lines", AttributeValue.fromL(List.of(intent("q7"))));
        client.putItem(put -> put.tableName(Engine.TABLE).item(item));
    }

    // Two errors are equal if their kinds are: this table has texts of its own.
    private static Object answer(DynamoDbClient client, Function<DynamoDbClient, Object> request) {
        try {
            return request.apply(client);
        } catch (ConditionalCheckFailedException e) {
            return List.of("refused", e.item());
        } catch (DynamoDbException e) {
            return e.statusCode() + " " + e.awsErrorDetails().errorCode();
        }
    }

    long version() {
        return Long.parseLong(
                Objects.requireNonNull(item(memory, pk, "resource").get("version")).n());
    }

    private static Map<String, AttributeValue> item(DynamoDbClient client, String pk, String sk) {
        return client.getItem(get -> get.tableName(Engine.TABLE)
                .key(Map.of("pk", text(pk), "sk", text(sk)))).item();
    }

    static AttributeValue intent(String nonce) {
        return AttributeValue.fromM(Map.of("n", text(nonce), "u", number(1)));
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
