package io.holdfast.dynamodb;

import static io.holdfast.dynamodb.Values.number;
import static io.holdfast.dynamodb.Values.text;

import io.holdfast.domain.BookingCommit.GuardedLine;
import io.holdfast.domain.Definition.Defined;
import io.holdfast.domain.DefinitionCommit;
import io.holdfast.domain.ResourceStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The guarded writes to a resource, each one part of a transaction. */
final class ResourceWrites {
    private static final String TAKE = "SET #available = #available - :units, "
            + "#confirmed = #confirmed + :units, #version = #version + :one";
    private static final String REDEFINE = "SET #capacity = #capacity + :delta, "
            + "#available = #available + :delta, #status = :status, #stripes = :stripes, "
            + "#definitionVersion = #definitionVersion + :one, #version = #version + :one";
    private static final Pattern NAME = Pattern.compile("#(\\w+)");

    private ResourceWrites() {}

    static TransactWriteItem book(String table, GuardedLine guarded) {
        List<String> conditions = new ArrayList<>(List.of(Conditions.OPEN, Conditions.ENOUGH));
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":open", text(ResourceStatus.OPEN),
                ":units", number(guarded.line().units()),
                ":one", number(1)));
        guarded.expectedVersion().ifPresent(version -> {
            conditions.add(Conditions.EXPECTED);
            values.put(":expected", number(version));
        });
        return update(table, Table.key(guarded.line().key()), TAKE, conditions, values);
    }

    static TransactWriteItem define(String table, DefinitionCommit commit) {
        return commit.seenDefinitionVersion().isPresent()
                ? change(table, commit, commit.seenDefinitionVersion().getAsLong())
                : create(table, commit);
    }

    private static TransactWriteItem create(String table, DefinitionCommit commit) {
        Defined defined = commit.defined();
        Map<String, AttributeValue> item = new HashMap<>(Table.key(commit.key()));
        item.put(Attribute.VERSION, number(1));
        item.put(Attribute.DEFINITION_VERSION, number(defined.definitionVersion()));
        item.put(Attribute.CAPACITY, number(defined.capacity()));
        item.put(Attribute.AVAILABLE, number(defined.capacity()));
        item.put(Attribute.CONFIRMED, number(0));
        // Seeded empty: an update of a path into a map that is not there is an error.
        item.put(Attribute.EXPIRING, AttributeValue.fromM(Map.of()));
        item.put(Attribute.EXPIRED_THROUGH, number(0));
        item.put(Attribute.STATUS, text(defined.status()));
        item.put(Attribute.STRIPES, number(defined.stripes()));
        return TransactWriteItem.builder().put(put -> put.tableName(table).item(item)
                .conditionExpression(Conditions.ABSENT)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    private static TransactWriteItem change(String table, DefinitionCommit commit, long seen) {
        List<String> conditions = new ArrayList<>(List.of(Conditions.DEFINITION_SEEN));
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":delta", number(commit.capacityDelta()),
                ":status", text(commit.defined().status()),
                ":stripes", number(commit.defined().stripes()),
                ":seen", number(seen),
                ":one", number(1)));
        if (commit.capacityDelta() < 0 && !commit.allowDrain()) {
            conditions.add(Conditions.CUT_FITS);
            values.put(":cut", number(-commit.capacityDelta()));
        }
        return update(table, Table.key(commit.key()), REDEFINE, conditions, values);
    }

    private static TransactWriteItem update(String table, Map<String, AttributeValue> key,
            String expression, List<String> conditions, Map<String, AttributeValue> values) {
        String condition = String.join(Conditions.AND, conditions);
        return TransactWriteItem.builder().update(update -> update.tableName(table).key(key)
                .updateExpression(expression)
                .conditionExpression(condition)
                .expressionAttributeNames(names(expression + condition))
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    // Every name is a placeholder for itself: words such as "capacity" and "status" are reserved,
    // and the list grows.
    private static Map<String, String> names(String expressions) {
        return NAME.matcher(expressions).results().collect(Collectors.toMap(MatchResult::group,
                found -> found.group(1), (one, same) -> one));
    }
}
