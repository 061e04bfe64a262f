package io.holdfast.engine;

import io.holdfast.engine.expression.Expression;
import io.holdfast.engine.expression.Insert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Takes one guard away on the way to the store. It exists for negative controls: a test that still
 * passes under sabotage has not tested that guard.
 */
public final class Sabotage {
    private static final String AND = " AND ";
    private static final String FINGERPRINT = "fingerprint";
    private static final String OUTCOME = "outcome";
    private static final AttributeValue FAILED = AttributeValue.fromS("FAILED");
    /** No item has this attribute. */
    private static final String ALWAYS = "attribute_not_exists(sabotaged)";
    private static final Pattern ABSENT = Pattern.compile("attribute_not_exists\\(#?pk\\)");
    /** An update that assigns only the version. */
    private static final Pattern VERSION_ONLY = Pattern
            .compile("SET (#?version|#\\w+) = [^,]+");

    private Sabotage() {}

    /**
     * Puts and updates lose the clauses of their conditions that are chosen.
     *
     * @param clause receives each clause as it is written, with its placeholders
     */
    public static DynamoDbClient withoutCondition(DynamoDbClient client,
            Predicate<String> clause) {
        Interception interception = (request, proceed) -> proceed.with(switch (request) {
            case UpdateItemRequest update -> update.toBuilder()
                    .conditionExpression(without(update.conditionExpression(), clause)).build();
            case PutItemRequest put -> without(put, clause);
            default -> request;
        });
        return interception.around(client);
    }

    /** Records of successes replace an item that exists, in a put and in a batch. */
    public static DynamoDbClient withoutAbsenceInDecisions(DynamoDbClient client) {
        Interception interception = (request, proceed) -> switch (request) {
            case PutItemRequest put when !failed(put.item()) -> proceed
                    .with(without(put, clause -> ABSENT.matcher(clause).matches()));
            case BatchExecuteStatementRequest batch -> replaceAll(client, batch);
            default -> proceed.with(request);
        };
        return interception.around(client);
    }

    /** Records of failures replace an item that exists. */
    public static DynamoDbClient withoutAbsenceInFences(DynamoDbClient client) {
        Interception interception = (request, proceed) -> proceed.with(
                request instanceof PutItemRequest put && failed(put.item())
                        ? without(put, clause -> ABSENT.matcher(clause).matches())
                        : request);
        return interception.around(client);
    }

    /** Records of failures get an answer but are never sent: a failure leaves no fence. */
    public static DynamoDbClient withoutFence(DynamoDbClient client) {
        Interception interception = (request, proceed) -> switch (request) {
            case PutItemRequest put when failed(put.item()) -> PutItemResponse.builder().build();
            case UpdateItemRequest update when fences(update) -> unsent(client, update, proceed);
            default -> proceed.with(request);
        };
        return interception.around(client);
    }

    /** Commands are stored without their fingerprints, so that any command matches their ids. */
    public static DynamoDbClient withoutFingerprints(DynamoDbClient client) {
        Interception interception = (request, proceed) -> proceed.with(switch (request) {
            case PutItemRequest put -> put.toBuilder().item(withoutFingerprint(put.item())).build();
            case BatchExecuteStatementRequest batch -> batch.toBuilder().statements(
                    batch.statements().stream().map(Sabotage::withoutFingerprint).toList())
                    .build();
            default -> request;
        });
        return interception.around(client);
    }

    private static PutItemRequest without(PutItemRequest put, Predicate<String> clause) {
        return put.toBuilder()
                .conditionExpression(without(put.conditionExpression(), clause)).build();
    }

    // The clause becomes true for every item: without it the store refuses its placeholders, which
    // no expression would use.
    private static @Nullable String without(@Nullable String condition,
            Predicate<String> clause) {
        return condition == null
                ? null
                : List.of(condition.split(AND, -1)).stream()
                        .map(each -> clause.test(each) ? orAlways(each) : each)
                        .collect(Collectors.joining(AND));
    }

    private static String orAlways(String clause) {
        String terms = clause.startsWith("(") ? clause.substring(1, clause.length() - 1) : clause;
        return "(" + terms + " OR " + ALWAYS + ")";
    }

    private static BatchExecuteStatementResponse replaceAll(DynamoDbClient client,
            BatchExecuteStatementRequest batch) {
        List<BatchStatementResponse> responses = new ArrayList<>();
        for (BatchStatementRequest statement : batch.statements()) {
            Insert insert = Insert.of(statement);
            client.putItem(PutItemRequest.builder().tableName(insert.table())
                    .item(insert.item()).build());
            responses.add(BatchStatementResponse.builder().tableName(insert.table()).build());
        }
        return BatchExecuteStatementResponse.builder().responses(responses).build();
    }

    private static boolean failed(Map<String, AttributeValue> item) {
        return FAILED.equals(item.get(OUTCOME));
    }

    private static boolean fences(UpdateItemRequest update) {
        boolean entry = update.expressionAttributeValues().values().stream()
                .anyMatch(value -> value.hasM() && failed(value.m()));
        boolean booking = Objects.requireNonNull(update.key().get("pk")).s()
                .startsWith("booking#");
        return entry
                || (booking && VERSION_ONLY.matcher(update.updateExpression()).matches());
    }

    // The answer is that of a store that carries it out. One that is refused changes nothing.
    private static Object unsent(DynamoDbClient client, UpdateItemRequest update,
            Interception.Proceed proceed) throws Throwable {
        Map<String, AttributeValue> item = client.getItem(GetItemRequest.builder()
                .tableName(update.tableName()).key(update.key()).consistentRead(true).build())
                .item();
        Expression expression = Expression.of(update);
        if (!expression.holds(item)) {
            return proceed.with(update);
        }
        return update.returnValues() == ReturnValue.ALL_NEW
                ? UpdateItemResponse.builder().attributes(expression.apply(item)).build()
                : UpdateItemResponse.builder().build();
    }

    private static BatchStatementRequest withoutFingerprint(BatchStatementRequest statement) {
        Insert insert = Insert.of(statement);
        Map<String, AttributeValue> rest = new LinkedHashMap<>(insert.item());
        rest.remove(FINGERPRINT);
        return new Insert(insert.table(), rest).request();
    }

    private static Map<String, AttributeValue> withoutFingerprint(
            Map<String, AttributeValue> item) {
        Map<String, AttributeValue> rest = new HashMap<>(item);
        rest.remove(FINGERPRINT);
        return rest;
    }
}
