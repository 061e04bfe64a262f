package io.holdfast.engine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What a transaction does to those who meet it. Each part of a request takes the same time. */
class TransactionsTest {
    private static final Duration NETWORK = Duration.ofMillis(1);
    private static final Duration WRITE = Duration.ofMillis(10);
    private static final ServiceTimes EVEN = new ServiceTimes(NETWORK, Duration.ofMillis(2), WRITE,
            0, 0, Duration.ZERO, WRITE, Duration.ofSeconds(1));
    private static final String CONFLICT = "TransactionConflictException";
    private static final String CANCELLED = "TransactionCanceledException";

    private final Stage stage = new Stage(EVEN, ServiceThroughput.PUBLISHED);

    // Its items are taken from 11 to 41 ms.
    private void sendTransaction(String... names) {
        stage.send(Duration.ZERO,
                () -> stage.store.transactWriteItems(Stage.transaction(names)));
    }

    private void sendPut(long millis, String name) {
        stage.send(Duration.ofMillis(millis),
                () -> stage.store.putItem(Stage.put(name, "plain")));
    }

    @Test
    void fourWritesLongAndThreeOfThemItsItemsAreTaken() {
        sendTransaction("a", "b");

        stage.time.run();

        assertThat(stage.nanos).containsExactly(Duration.ofMillis(42).toNanos());
        assertThat(stage.store.consumption().meanTimeTaken()).isEqualTo(Duration.ofMillis(30));
        assertThat(stage.text("a") + stage.text("b"))
                .isEqualTo("of a transactionof a transaction");
    }

    @Test
    void aPlainWriteToATakenItemIsRefusedAtOnce() {
        sendTransaction("a");
        sendPut(11, "a");

        stage.time.run();

        assertThat(stage.ends).isEqualTo(Map.of("ok", 1, CONFLICT, 1));
        assertThat(stage.nanos.getFirst()).isEqualTo(Duration.ofMillis(4).toNanos());
        assertThat(stage.text("a")).isEqualTo("of a transaction");
    }

    @Test
    void beforeThePrepareAndAfterTheCommitAWriteIsNotRefused() {
        sendTransaction("a");
        sendPut(9, "a");
        sendPut(41, "a");

        stage.time.run();

        assertThat(stage.ends).isEqualTo(Map.of("ok", 3));
        assertThat(stage.text("a")).isEqualTo("plain");
    }

    @Test
    void otherItemsAreNotTaken() {
        sendTransaction("a");
        sendPut(15, "b");

        stage.time.run();

        assertThat(stage.ends).isEqualTo(Map.of("ok", 2));
    }

    @Test
    void readsAreNeverRefusedAndShowAllOfItOnlyOnceItIsDecided() {
        stage.store.putItem(Stage.put("a", "before"));
        sendTransaction("a");
        for (int millis = 0; millis < 45; millis++) {
            stage.send(Duration.ofMillis(millis), () -> {
                String text = Objects.requireNonNull(stage.store
                        .getItem(GetItemRequest.builder().key(Stage.key("a")).build()).item()
                        .get("text")).s();
                stage.ends.merge(text, 1, Integer::sum);
            });
        }

        stage.time.run();

        assertThat(stage.ends).isEqualTo(
                Map.of("ok", 46, "before", 30, "of a transaction", 15));
    }

    @Test
    void whoMeetsATakenItemCommitsNothing() {
        sendTransaction("a");
        stage.send(Duration.ofMillis(5),
                () -> stage.store.transactWriteItems(Stage.transaction("b", "a")));

        stage.time.run();

        assertThat(stage.ends).isEqualTo(Map.of("ok", 1, CANCELLED, 1));
        assertThat(stage.text("b")).isEmpty();
    }

    @Test
    void aCancelledTransactionHoldsItsOtherItemsAsLong() {
        sendTransaction("a");
        stage.send(Duration.ofMillis(5),
                () -> stage.store.transactWriteItems(Stage.transaction("b", "a")));
        sendPut(30, "b");
        sendPut(46, "b");

        stage.time.run();

        assertThat(stage.ends).isEqualTo(Map.of("ok", 2, CANCELLED, 1, CONFLICT, 1));
    }

    @Test
    void reasonsAreInTheOrderOfTheActions() {
        stage.store.putItem(Stage.put("there", "text"));
        List<CancellationReason> reasons = cancelled(TransactWriteItemsRequest.builder()
                .transactItems(put("new", ReturnValuesOnConditionCheckFailure.ALL_OLD),
                        put("there", ReturnValuesOnConditionCheckFailure.ALL_OLD),
                        put("there2", ReturnValuesOnConditionCheckFailure.NONE))
                .build());

        assertThat(reasons).extracting(CancellationReason::code).containsExactly("None",
                "ConditionalCheckFailed", "None");
        assertThat(reasons.get(1).item()).isEqualTo(Stage.item("there", "text"));
        assertThat(stage.text("new")).isEmpty();
    }

    @Test
    void aConflictIsOneOfTheReasons() {
        sendTransaction("a");
        stage.time.start(Duration.ofMillis(10), () -> stage.ends.merge(
                cancelled(Stage.transaction("b", "a")).stream().map(CancellationReason::code)
                        .toList().toString(),
                1, Integer::sum));

        stage.time.run();

        assertThat(stage.ends).containsKey("[None, TransactionConflict]");
    }

    @Test
    void aCheckedItemIsTakenAndStaysAsItIs() {
        stage.store.putItem(Stage.put("a", "before"));
        stage.send(Duration.ZERO, () -> stage.store.transactWriteItems(
                TransactWriteItemsRequest.builder().transactItems(check("a", "before")).build()));
        sendPut(15, "a");

        stage.time.run();

        assertThat(stage.ends).isEqualTo(Map.of("ok", 1, CONFLICT, 1));
        assertThat(stage.text("a")).isEqualTo("before");
    }

    @Test
    void aMemberOfABatchMeetsItByItself() {
        sendTransaction("a");
        stage.time.start(Duration.ofMillis(15), () -> stage.ends.put(stage.store
                .batchExecuteStatement(
                        batch -> batch.statements(Stage.insert("a"), Stage.insert("b")))
                .responses().getFirst().error().codeAsString(), 1));

        stage.time.run();

        assertThat(stage.ends).containsKey("TransactionConflict");
        assertThat(stage.text("b")).isEqualTo("inserted");
    }

    @Test
    void twoActionsOnOneItemAreInvalid() {
        assertThatThrownBy(
                () -> stage.store.transactWriteItems(Stage.transaction("a", "a")))
                .isInstanceOf(DynamoDbException.class).hasMessageContaining("one item");
    }

    private List<CancellationReason> cancelled(TransactWriteItemsRequest request) {
        try {
            stage.store.transactWriteItems(request);
            return List.of();
        } catch (TransactionCanceledException e) {
            return e.cancellationReasons();
        }
    }

    private static TransactWriteItem put(String name,
            ReturnValuesOnConditionCheckFailure returned) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(Stage.TABLE).item(Stage.item(name, "new"))
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(returned))
                .build();
    }

    private static TransactWriteItem check(String name, String text) {
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(Stage.TABLE).key(Stage.key(name))
                        .conditionExpression("#t = :t")
                        .expressionAttributeNames(Map.of("#t", "text"))
                        .expressionAttributeValues(Map.of(":t", AttributeValue.fromS(text))))
                .build();
    }
}
