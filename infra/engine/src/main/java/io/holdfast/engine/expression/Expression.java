package io.holdfast.engine.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Evaluates the expressions of one write. It rejects every form that Holdfast does not use, so that
 * it cannot silently differ from the service, and refuses what the service refuses.
 */
public final class Expression {
    private final Optional<Condition> condition;
    private final Optional<Update> update;
    private final Placeholders placeholders;
    private final Map<String, AttributeValue> key;

    private Expression(@Nullable String condition, @Nullable String update,
            Placeholders placeholders, Map<String, AttributeValue> key) {
        this.condition = Optional.ofNullable(condition).map(Condition::of);
        this.update = Optional.ofNullable(update).map(Update::of);
        this.placeholders = placeholders;
        this.key = key;
        List<Set<String>> used = new ArrayList<>();
        this.condition.map(Condition::used).ifPresent(used::add);
        this.update.map(Update::used).ifPresent(used::add);
        placeholders.rejectUnusedAndUndefined(used);
        this.update.ifPresent(each -> each.rejectWrong(placeholders));
    }

    public static Expression of(PutItemRequest put) {
        return new Expression(put.conditionExpression(), null,
                new Placeholders(put.expressionAttributeNames(), put.expressionAttributeValues()),
                Map.of());
    }

    public static Expression of(UpdateItemRequest update) {
        return new Expression(update.conditionExpression(), update.updateExpression(),
                new Placeholders(update.expressionAttributeNames(),
                        update.expressionAttributeValues()),
                update.key());
    }

    /** Whether the condition holds, if there is one. */
    public boolean holds(Map<String, AttributeValue> item) {
        return condition.map(each -> each.holds(item, placeholders)).orElse(true);
    }

    /** The item after the update; an empty item is one that the update creates. */
    public Map<String, AttributeValue> apply(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> before = item.isEmpty() ? key : item;
        Map<String, AttributeValue> after = update.orElseThrow().apply(before, placeholders);
        if (!after.entrySet().containsAll(key.entrySet())) {
            throw Invalid.because("Cannot update an attribute that is part of the key");
        }
        return after;
    }
}
