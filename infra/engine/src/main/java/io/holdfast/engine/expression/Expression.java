package io.holdfast.engine.expression;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
    private final Map<String, AttributeValue> key;

    private Expression(@Nullable String condition, @Nullable String update,
            Placeholders placeholders, Map<String, AttributeValue> key) {
        placeholders.rejectUnusedAndUndefined(Stream.of(condition, update).filter(Objects::nonNull)
                .map(Objects::requireNonNull));
        this.condition = Optional.ofNullable(condition)
                .map(text -> Condition.of(text, placeholders));
        this.update = Optional.ofNullable(update).map(text -> Update.of(text, placeholders));
        this.key = key;
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
        return condition.map(each -> each.holds(item)).orElse(true);
    }

    /** The item after the update; an empty item is one that the update creates. */
    public Map<String, AttributeValue> apply(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> before = new HashMap<>(item);
        before.putAll(key);
        Map<String, AttributeValue> after = update.orElseThrow().apply(before);
        if (!after.entrySet().containsAll(key.entrySet())) {
            throw Invalid.because("Cannot update an attribute that is part of the key");
        }
        return after;
    }
}
