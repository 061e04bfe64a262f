package io.holdfast.dynamodb;

import io.holdfast.domain.Id;
import io.holdfast.domain.ledger.Image;
import io.holdfast.dynamodb.item.ItemImages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Builds one guarded update: its conditions, and the attributes that it sets and removes. A name is
 * a placeholder for itself ({@code #status} for {@code status}) unless it is bound otherwise: the
 * service reserves words such as "capacity", and its list grows.
 */
final class Update implements Write {
    private static final char NAME = '#';

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
        AttributeValue bound = values.putIfAbsent(placeholder, value);
        if (bound != null && !bound.equals(value)) {
            throw new IllegalStateException(placeholder + " has two values");
        }
        return this;
    }

    Update name(String placeholder, String name) {
        names.put(placeholder, name);
        return this;
    }

    @Override
    public String operation() {
        return "UpdateItem";
    }

    @Override
    public void send(DynamoDbClient client) {
        client.updateItem(request());
    }

    /** Without the item it does not exist: a condition on an attribute of it was false. */
    @Override
    public Image refused(Id id, Optional<Map<String, AttributeValue>> shown) {
        return new ItemImages().add(id, shown).image();
    }

    UpdateItemRequest request() {
        String expression = expression();
        String condition = condition();
        Map<String, String> all = new HashMap<>();
        bind(expression, all);
        bind(condition, all);
        return UpdateItemRequest.builder().tableName(table).key(key)
                .updateExpression(expression).conditionExpression(condition)
                .expressionAttributeNames(all).expressionAttributeValues(values)
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

    /** Binds the names in a text. */
    private void bind(String text, Map<String, String> all) {
        for (int at = text.indexOf(NAME); at >= 0; at = text.indexOf(NAME, at + 1)) {
            int end = at + 1;
            while (end < text.length() && isPartOfName(text.charAt(end))) {
                end++;
            }
            String placeholder = text.substring(at, end);
            all.put(placeholder, names.getOrDefault(placeholder, placeholder.substring(1)));
        }
    }

    private static boolean isPartOfName(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
                || c == '_';
    }
}
