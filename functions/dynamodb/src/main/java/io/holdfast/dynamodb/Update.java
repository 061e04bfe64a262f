package io.holdfast.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One guarded update in the making: what must be true, what is set, what is removed. Names are
 * placeholders for themselves ({@code #status} for {@code status}) unless they are bound otherwise:
 * words such as "capacity" are reserved by the service, and its list grows.
 */
final class Update {
    private static final Pattern NAME = Pattern.compile("#\\w+");

    private final String table;
    private final Map<String, AttributeValue> key;
    private final List<String> conditions = new ArrayList<>();
    private final List<String> sets = new ArrayList<>();
    private final List<String> removes = new ArrayList<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    Update(String table, Map<String, AttributeValue> key) {
        this.table = table;
        this.key = key;
    }

    Update require(String condition) {
        conditions.add(condition);
        return this;
    }

    Update require(String condition, String placeholder, AttributeValue value) {
        return require(condition).bind(placeholder, value);
    }

    Update set(String clause) {
        sets.add(clause);
        return this;
    }

    Update set(String clause, String placeholder, AttributeValue value) {
        return set(clause).bind(placeholder, value);
    }

    Update remove(String path) {
        removes.add(path);
        return this;
    }

    Update bind(String placeholder, AttributeValue value) {
        values.put(placeholder, value);
        return this;
    }

    Update name(String placeholder, String name) {
        names.put(placeholder, name);
        return this;
    }

    /** As one part of a transaction. */
    TransactWriteItem write() {
        return TransactWriteItem.builder().update(update -> update.tableName(table).key(key)
                .updateExpression(expression()).conditionExpression(condition())
                .expressionAttributeNames(allNames()).expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    /** As a request of its own. */
    UpdateItemRequest request() {
        return UpdateItemRequest.builder().tableName(table).key(key)
                .updateExpression(expression()).conditionExpression(condition())
                .expressionAttributeNames(allNames()).expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private String expression() {
        String set = "SET " + String.join(", ", sets);
        return removes.isEmpty() ? set : set + " REMOVE " + String.join(", ", removes);
    }

    private String condition() {
        return String.join(Conditions.AND, conditions);
    }

    private Map<String, String> allNames() {
        Map<String, String> all = new HashMap<>();
        Stream.of(expression(), condition()).flatMap(text -> NAME.matcher(text).results())
                .forEach(found -> all.put(found.group(),
                        names.getOrDefault(found.group(), found.group().substring(1))));
        return all;
    }
}
