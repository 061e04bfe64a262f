package io.holdfast.lab.stored;

import static io.holdfast.lab.stored.BothStores.intent;
import static io.holdfast.lab.stored.BothStores.number;
import static io.holdfast.lab.stored.BothStores.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The table in memory gives the same answers as DynamoDB Local, and ends with the same items. */
class MemoryDynamoDbTest {
    private static final int RANDOM_UPDATES = 1_000;
    private static final Pattern PLACEHOLDER = Pattern.compile("[#:]\\w+");
    /** The meaning of every placeholder in this test. */
    private static final Map<String, String> NAMES = Map.of("#s", "status", "#1", "29453760", "#2",
            "29453770", "#i", "intents", "#a", "b-1", "#b", "b-2", "#c", "b.3", "#n", "n", "#l",
            "lines", "#d",
            "defining");
    private static final Map<String, AttributeValue> VALUES = Map.of(":zero", number(0), ":one",
            number(1), ":two", number(2), ":five", number(5), ":open", text("OPEN"), ":n",
            text("q7"), ":m", text("q8"), ":intent", intent("q7"), ":list",
            AttributeValue.fromL(List.of(intent("q7"))));

    private final BothStores both = new BothStores();

    @ParameterizedTest
    @ValueSource(strings = {"attribute_not_exists(pk)", "attribute_not_exists(nothing)",
            "attribute_not_exists(#i.#a)", "attribute_not_exists(#i.#c.#n)",
            "attribute_not_exists(nothing.deep.deeper)", "attribute_not_exists(#s.deep)",
            "available >= :five", "available >= :two", "available < :five", "available <= :five",
            "available = :five", "nothing = :one", "nothing.deep = :one", "nothing < :one",
            "#s = :open", "#s = :five", "#s < :five", "expiring.#1 = :two", "expiring.#2 >= :one",
            "#i.#a.#n = :n", "#i.#a.#n = :m", "#i.#b.#n = :n", "#i.#a = :intent", "size(#i) < :two",
            "size(#i) < :one", "size(#i) <= :one", "size(nothing) < :two", "#l = :list",
            "(attribute_not_exists(#i.#a) OR #i.#a.#n = :n)",
            "(attribute_not_exists(#i.#a) OR #i.#a.#n = :m)",
            "(attribute_not_exists(#i.#b) OR #i.#b.#n = :m)",
            "(attribute_not_exists(#d) OR #d.#n = :n OR attribute_not_exists(nothing))",
            "available >= :two AND #s = :open AND (attribute_not_exists(#i.#b) OR #i.#b.#n = :n)",
            "available >= :two AND #s = :n"})
    void conditions(String condition) {
        both.same(client -> update(client, "SET version = version + :one", condition));
        both.same(client -> update(client, "SET version = :one", condition));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET available = available - :two, confirmed = confirmed + :two",
            "SET available = :two, confirmed = available + :one",
            "SET expiring.#1 = if_not_exists(expiring.#1, :zero) + :one",
            "SET expiring.#2 = if_not_exists(expiring.#2, :zero) + :one",
            "SET expiring.#2 = expiring.#2 + :one", "SET expiring.#1 = expiring.#1 - :two",
            "SET nothing = nothing + :one", "SET #s = #s + :one", "SET available = available + :n",
            "SET nothing.deep = :one", "SET #i.#b.#n = :n", "SET #i.#a.#n = :m", "SET #s.deep = :n",
            "SET #i.#b = :intent REMOVE #i.#a", "SET #i.#a = :intent REMOVE #i.#b, expiring.#1, #d",
            "SET #d = :intent", "SET version = :two REMOVE #d, nothing",
            "SET version = :two REMOVE nothing.deep", "SET version = :two REMOVE #i.#b.#n",
            "SET #i.#a = :intent REMOVE #i.#a", "SET #i.#a.#n = :n REMOVE #i.#a",
            "SET #i.#a = :intent, #i.#a = :intent", "SET #i = :intent, #i.#a = :intent",
            "SET version = :two REMOVE #d, #d", "SET pk = :n", "SET version = :unknown",
            "SET version = :two REMOVE #unknown", "SET #l = :list"})
    void updates(String update) {
        both.same(client -> update(client, update, null));
        both.same(client -> update(client, update, "available < :one"));
        both.same(client -> update(client, update, "attribute_not_exists(nothing)"));
    }

    @Test
    void unusedAndEmptyPlaceholders() {
        both.same(client -> update(client,
                UpdateItemRequest.builder().updateExpression("SET a = :one")
                        .expressionAttributeValues(Map.of(":one", number(1), ":two", number(2)))));
        both.same(client -> update(client,
                UpdateItemRequest.builder().updateExpression("SET a = :one")
                        .expressionAttributeValues(Map.of(":one", number(1)))
                        .expressionAttributeNames(Map.of("#d", "defining"))));
        both.same(client -> update(client,
                UpdateItemRequest.builder().updateExpression("SET a = :one")
                        .expressionAttributeValues(Map.of(":one", number(1)))
                        .expressionAttributeNames(Map.of())));
    }

    @Test
    void randomUpdatesEndTheSame() {
        Random random = new Random(13);
        both.reset();
        for (int i = 0; i < RANDOM_UPDATES; i++) {
            String update = randomUpdate(random);
            String condition = some(random, 3, List.of("attribute_not_exists(#i.#a)",
                    "(attribute_not_exists(#i.#b) OR #i.#b.#n = :n)", "#i.#c.#n = :m",
                    "size(#i) < :two", "available >= :two", "expiring.#1 >= :one", "#s = :open",
                    "expiring.#2 = :two", "attribute_not_exists(#d)")).collect(
                            Collectors.joining(" AND "));
            both.compare(client -> update(client, update, condition), update + " if " + condition);
        }
        assertThat(both.version()).isGreaterThan(RANDOM_UPDATES / 50);
    }

    private static String randomUpdate(Random random) {
        String set = Stream.concat(Stream.of("version = version + :one"),
                some(random, 3, List.of("available = available - :two",
                        "confirmed = confirmed + :one", "#i.#a = :intent", "#i.#b = :intent",
                        "#i.#c.#n = :m", "#d = :intent", "#s = :open",
                        "available = available + :two",
                        "expiring.#1 = if_not_exists(expiring.#1, :zero) + :two",
                        "expiring.#2 = expiring.#2 - :one")))
                .collect(Collectors.joining(", "));
        String remove = some(random, 2,
                List.of("#i.#a", "#i.#b", "#i.#c", "#d", "expiring.#1", "expiring.#2", "nothing"))
                .collect(Collectors.joining(", "));
        return "SET " + set + (random.nextBoolean() ? "" : " REMOVE " + remove);
    }

    // At least one, each once.
    private static Stream<String> some(Random random, int most, List<String> all) {
        return IntStream.rangeClosed(0, random.nextInt(most))
                .mapToObj(each -> all.get(random.nextInt(all.size()))).distinct();
    }

    private Object update(DynamoDbClient client, String update, @Nullable String condition) {
        String all = update + " " + condition;
        List<String> used = PLACEHOLDER.matcher(all).results().map(MatchResult::group).distinct()
                .toList();
        UpdateItemRequest.Builder request = UpdateItemRequest.builder().updateExpression(update)
                .conditionExpression(condition);
        Map<String, String> names = new HashMap<>(NAMES);
        names.keySet().retainAll(used);
        if (!names.isEmpty()) {
            request.expressionAttributeNames(names);
        }
        Map<String, AttributeValue> values = new HashMap<>(VALUES);
        values.keySet().retainAll(used);
        if (!values.isEmpty()) {
            request.expressionAttributeValues(values);
        }
        return update(client, request);
    }

    private Object update(DynamoDbClient client, UpdateItemRequest.Builder request) {
        return client.updateItem(request.tableName(Engine.TABLE)
                .key(Map.of("pk", text(both.pk), "sk", text("resource")))
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build()).attributes();
    }
}
