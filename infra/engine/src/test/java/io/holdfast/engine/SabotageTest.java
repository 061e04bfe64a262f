package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.engine.expression.Insert;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Each sabotage takes away its own guard, and no other. */
class SabotageTest {
    private static final Map<String, AttributeValue> KEY = Map.of("pk", text("booking#b"), "sk",
            text("booking"));

    private final DynamoDbClient store = new MemoryDynamoDb();

    @BeforeEach
    void booking() {
        store.putItem(PutItemRequest.builder().item(record("COMMITTED", "first")).build());
    }

    @Test
    void onlyTheChosenClausesAlwaysHold() {
        UpdateItemRequest update = UpdateItemRequest.builder().key(KEY)
                .updateExpression("SET version = version + :one")
                .conditionExpression("version = :seen"
                        + " AND (attribute_not_exists(commands.#a) OR commands.#a.n = :a)")
                .expressionAttributeNames(Map.of("#a", "first"))
                .expressionAttributeValues(Map.of(":one", number(1), ":seen", number(7), ":a",
                        text("none")))
                .build();

        refuses(store, update);
        refuses(Sabotage.withoutCondition(store, "version = :seen"::equals), update);
        refuses(Sabotage.withoutCondition(store, clause -> clause.contains("#a")), update);
        Sabotage.withoutCondition(store, clause -> true).updateItem(update);
        assertThat(item().get("version")).isEqualTo(number(2));
    }

    @Test
    void decisionsReplaceARecord() {
        DynamoDbClient sabotaged = Sabotage.withoutAbsenceInDecisions(store);
        refuses(sabotaged, record("FAILED", "second"));
        sabotaged.putItem(ifAbsent(record("COMMITTED", "second")));
        assertThat(item()).containsEntry("fingerprint", text("second"));

        BatchExecuteStatementRequest batch = BatchExecuteStatementRequest.builder()
                .statements(new Insert("t", record("COMMITTED", "third")).request()).build();
        assertThat(store.batchExecuteStatement(batch).responses().getFirst().error().codeAsString())
                .isEqualTo("DuplicateItem");
        assertThat(sabotaged.batchExecuteStatement(batch).responses().getFirst().error()).isNull();
        assertThat(item()).containsEntry("fingerprint", text("third"));
    }

    @Test
    void fencesReplaceARecord() {
        DynamoDbClient sabotaged = Sabotage.withoutAbsenceInFences(store);
        refuses(sabotaged, record("COMMITTED", "second"));
        sabotaged.putItem(ifAbsent(record("FAILED", "second")));

        assertThat(item()).containsEntry("outcome", text("FAILED"));
    }

    @Test
    void fencesAreAnsweredButNotSent() {
        DynamoDbClient sabotaged = Sabotage.withoutFence(store);
        UpdateItemRequest.Builder update = UpdateItemRequest.builder().key(KEY)
                .returnValues(ReturnValue.ALL_NEW);
        UpdateItemRequest entry = update
                .updateExpression("SET version = version + :one, commands.#c = :entry")
                .expressionAttributeNames(Map.of("#c", "c"))
                .expressionAttributeValues(Map.of(":one", number(1), ":entry",
                        AttributeValue.fromM(Map.of("outcome", text("FAILED")))))
                .build();
        UpdateItemRequest raise = update.updateExpression("SET version = version + :one")
                .expressionAttributeNames(null)
                .expressionAttributeValues(Map.of(":one", number(1))).build();

        assertThat(sabotaged.updateItem(entry).attributes())
                .hasEntrySatisfying("commands",
                        commands -> assertThat(commands.m()).containsKey("c"));
        assertThat(sabotaged.updateItem(raise).attributes()).containsEntry("version", number(2));
        sabotaged.putItem(ifAbsent(record("FAILED", "second")));
        assertThat(item()).isEqualTo(record("COMMITTED", "first"));

        refuses(sabotaged, record("COMMITTED", "second"));
        sabotaged.updateItem(raise.toBuilder()
                .updateExpression("SET version = version + :one, confirmedAt = :one").build());
        assertThat(item()).containsEntry("confirmedAt", number(1));
    }

    @Test
    void recordsLoseTheirFingerprints() {
        DynamoDbClient sabotaged = Sabotage.withoutFingerprints(store);
        sabotaged.putItem(PutItemRequest.builder().item(record("FAILED", "second")).build());
        assertThat(item()).doesNotContainKey("fingerprint");

        sabotaged.batchExecuteStatement(BatchExecuteStatementRequest.builder()
                .statements(new Insert("t", Map.of("pk", text("new"), "sk", text("booking"),
                        "fingerprint", text("third"))).request())
                .build());
        assertThat(store.getItem(GetItemRequest.builder()
                .key(Map.of("pk", text("new"), "sk", text("booking"))).build()).item())
                .hasSize(2);
    }

    private static void refuses(DynamoDbClient client, UpdateItemRequest update) {
        assertThatExceptionOfType(ConditionalCheckFailedException.class)
                .isThrownBy(() -> client.updateItem(update));
    }

    private static void refuses(DynamoDbClient client, Map<String, AttributeValue> item) {
        assertThatExceptionOfType(ConditionalCheckFailedException.class)
                .isThrownBy(() -> client.putItem(ifAbsent(item)));
    }

    private static PutItemRequest ifAbsent(Map<String, AttributeValue> item) {
        return PutItemRequest.builder().item(item)
                .conditionExpression("attribute_not_exists(pk)").build();
    }

    private Map<String, AttributeValue> item() {
        return store.getItem(GetItemRequest.builder().key(KEY).build()).item();
    }

    private static Map<String, AttributeValue> record(String outcome, String fingerprint) {
        return Map.of("pk", text("booking#b"), "sk", text("booking"), "outcome", text(outcome),
                "fingerprint", text(fingerprint), "version", number(1), "commands",
                AttributeValue.fromM(Map.of("first",
                        AttributeValue.fromM(Map.of("n", text("q"))))));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
