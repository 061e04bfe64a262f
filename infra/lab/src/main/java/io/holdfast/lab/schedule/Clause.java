package io.holdfast.lab.schedule;

import io.holdfast.engine.expression.Expression;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One clause of a write's condition, judged by the item that the write meets.
 *
 * @param text with its values
 * @param removed whether the negative control has made it true for every item
 * @param found what the item has where the clause looks; empty if nothing
 */
record Clause(String text, boolean holds, boolean removed, Optional<String> found) {
    private static final String AND = " AND ";
    private static final String ALWAYS = " OR attribute_not_exists(sabotaged))";
    private static final Pattern PLACEHOLDER = Pattern.compile("[#:]\\w+");
    private static final Pattern PATH = Pattern.compile("(?:#\\w+|pk)(?:\\.#\\w+)*");

    static List<Clause> of(DynamoDbRequest request, Map<String, AttributeValue> item) {
        return switch (request) {
            case UpdateItemRequest update -> clauses(update.conditionExpression(),
                    update.expressionAttributeNames(), update.expressionAttributeValues(), item);
            case PutItemRequest put -> clauses(put.conditionExpression(),
                    put.expressionAttributeNames(), put.expressionAttributeValues(), item);
            default -> List.of();
        };
    }

    private static List<Clause> clauses(@Nullable String condition, Map<String, String> names,
            Map<String, AttributeValue> values, Map<String, AttributeValue> item) {
        return condition == null
                ? List.of()
                : Stream.of(condition.split(AND, -1))
                        .map(each -> clause(each, names, values, item)).toList();
    }

    private static Clause clause(String sent, Map<String, String> names,
            Map<String, AttributeValue> values, Map<String, AttributeValue> item) {
        String clause = restored(sent);
        return new Clause(Values.fill(clause, names, values),
                Expression.of(alone(clause, names, values)).holds(item), !clause.equals(sent),
                found(clause, names, item));
    }

    // The store refuses empty maps, and placeholders that no expression uses.
    private static UpdateItemRequest alone(String clause, Map<String, String> names,
            Map<String, AttributeValue> values) {
        UpdateItemRequest.Builder alone = UpdateItemRequest.builder().conditionExpression(clause);
        Map<String, String> usedNames = used(clause, names);
        Map<String, AttributeValue> usedValues = used(clause, values);
        return alone.expressionAttributeNames(usedNames.isEmpty() ? null : usedNames)
                .expressionAttributeValues(usedValues.isEmpty() ? null : usedValues).build();
    }

    /** The clause as the code writes it. */
    static String restored(String sent) {
        if (!sent.endsWith(ALWAYS)) {
            return sent;
        }
        String terms = sent.substring(1, sent.length() - ALWAYS.length());
        return terms.contains(" OR ") ? "(" + terms + ")" : terms;
    }

    private static <T> Map<String, T> used(String clause, Map<String, T> all) {
        Map<String, T> used = new HashMap<>();
        PLACEHOLDER.matcher(clause).results().forEach(each -> {
            T bound = all.get(each.group());
            if (bound != null) {
                used.put(each.group(), bound);
            }
        });
        return used;
    }

    private static Optional<String> found(String clause, Map<String, String> names,
            Map<String, AttributeValue> item) {
        Optional<AttributeValue> value = PATH.matcher(clause).results().findFirst()
                .flatMap(path -> at(path.group(), names, item));
        return clause.startsWith("size(")
                ? value.map(map -> map.m().size() + " entries")
                : value.map(Values::text).map(Values::cut);
    }

    private static Optional<AttributeValue> at(String path, Map<String, String> names,
            Map<String, AttributeValue> item) {
        AttributeValue value = AttributeValue.fromM(item);
        for (String part : path.split("\\.", -1)) {
            AttributeValue next = value.m().get(names.getOrDefault(part, part));
            if (next == null) {
                return Optional.empty();
            }
            value = next;
        }
        return Optional.of(value);
    }
}
