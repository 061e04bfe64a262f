package io.holdfast.lab.queue;

import static io.holdfast.lab.queue.Messages.book;
import static io.holdfast.lab.queue.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.protocol.Invocation.RemainingTime;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.Interception;
import io.holdfast.lab.CommandQueueDouble;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Functions.Batch;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.invocation.ContextRemainingTime;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.queue.QueueEvent.Message;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Messages without a verdict are redelivered, and no message passes an open one of its group. */
class OpenMessagesTest {
    private final Functions functions = Functions.on(Engine.embedded());
    private final String resource = Engine.fresh("resource");
    private final CommandQueueDouble queue = new CommandQueueDouble();
    private final TestContext context = new TestContext(30_000);

    @BeforeEach
    void define() {
        functions.define(resource, 5);
    }

    @Test
    void anUndecidedOneGoesBackWithAllThatIsBehindItInItsMessageGroupAndNoOther() {
        String dark = Engine.fresh("dark");
        Message undecided = message("g", "resolve", dark, "");
        Message behind = message("g", "book", Engine.fresh("b"), resource(1));
        Message beside = message("h", "book", Engine.fresh("b"), resource(1));

        Batch batch = Functions.on(withoutAnswersAbout(dark))
                .batch(List.of(undecided, behind, beside), context);

        assertThat(batch.back()).containsExactly(undecided.id(), behind.id());
        assertThat(functions.counters(resource)).as("only the other group's").isEqualTo("4 0 1");
        Batch again = functions.batch(List.of(undecided, behind), context);
        assertThat(again.back()).isEmpty();
    }

    @Test
    void aCommandBehindOneThatIsUndecidedIsNotCarriedOutYet() {
        String dark = Engine.fresh("dark");
        String held = Engine.fresh("held");
        functions.hold(held, resource, 2, "PT10M");
        List<Message> messages = List.of(message("g", "resolve", dark, ""),
                message("g", "release", held, ""));

        Batch batch = Functions.on(withoutAnswersAbout(dark)).batch(messages, context);

        assertThat(batch.back()).containsExactly(messages.get(0).id(), messages.get(1).id());
        assertThat(functions.counters(resource)).as("still held").isEqualTo("3 2 0");
        assertThat(functions.batch(messages, context).back()).isEmpty();
        assertThat(functions.counters(resource)).isEqualTo("5 0 0");
    }

    @Test
    void whatWaitsForItsGroupDoesNotPassOneThatIsUndecided() {
        String dark = Engine.fresh("dark");
        String second = Engine.fresh("resource");
        functions.define(second, 5);
        Message first = message("g", "book", Engine.fresh("b"), resource(1));
        Message undecided = new Message(Engine.fresh("message"), "g", book(dark, second));
        Message behind = message("g", "book", Engine.fresh("b"), resource(1));

        Batch batch = Functions.on(withoutAnswersAbout(dark))
                .batch(List.of(first, undecided, behind), context);

        assertThat(batch.back()).containsExactly(undecided.id(), behind.id());
    }

    @Test
    void anItemThatCannotBeReadStopsOnlyItsOwnGroup() {
        String corrupt = Engine.fresh("corrupt");
        Engine.embedded().putItem(put -> put.tableName(Engine.TABLE).item(Map.of(
                "pk", AttributeValue.fromS("booking#" + corrupt),
                "sk", AttributeValue.fromS("booking"))));
        Message first = message("g", "book", Engine.fresh("b"), resource(1));
        Message bad = message("g", "book", corrupt, resource(1));
        Message behind = message("g", "book", Engine.fresh("b"), resource(1));
        Message beside = message("h", "book", Engine.fresh("b"), resource(1));

        Batch batch = functions.batch(List.of(first, bad, behind, beside), context, queue);

        assertThat(batch.back()).as("no fault of the message").containsExactly(bad.id(),
                behind.id());
        assertThat(queue.moved).isEmpty();
        assertThat(queue.redelivered).containsOnlyKeys(bad.id(), behind.id());
        assertThat(context.logged()).as("the lines of the errors name their messages").contains(
                error("messageIds", String.join(" ", first.id(), bad.id(), behind.id(),
                        beside.id())),
                error("messageId", bad.id()));
        assertThat(functions.counters(resource)).isEqualTo("3 0 2");
    }

    private static String error(String field, String value) {
        return "{\"level\":\"ERROR\",\"requestId\":\"request-1\",\"" + field + "\":\"" + value
                + "\"";
    }

    @Test
    void whatThereIsNoTimeForIsNotBegun() {
        List<Message> messages = List.of(
                message("g", "resolve", Engine.fresh("b"), ""),
                message("g", "book", Engine.fresh("b"), resource(1)));

        Batch batch = new Functions(new Wiring(new DynamoDbLedger(refusing(), Engine.TABLE),
                InstantSource.system(), ContextRemainingTime::new, false, Optional.empty()))
                .batch(messages, new TestContext(1_000));

        assertThat(batch.back()).containsExactly(messages.get(0).id(), messages.get(1).id());
    }

    @Test
    void aMessageThatIsCrowdedOutWhenTimeIsUpIsRedelivered() {
        List<Message> messages = List.of(
                message("g", "book", Engine.fresh("b"), resource(5)),
                message("h", "book", Engine.fresh("b"), resource(1)));
        AtomicInteger begun = new AtomicInteger();

        Batch batch = new Functions(new Wiring(
                new DynamoDbLedger(Engine.embedded(), Engine.TABLE), InstantSource.system(),
                given -> remainingTime(begun, 1), false, Optional.empty()))
                .batch(messages, context);

        assertThat(batch.back()).containsExactly(messages.get(1).id());
        assertThat(functions.batch(messages, context).back()).isEmpty();
    }

    /** Leaves time for that many commands. */
    private static RemainingTime remainingTime(AtomicInteger begun, int most) {
        return new RemainingTime() {
            @Override
            public boolean await(Duration base) {
                return true;
            }

            @Override
            public boolean coversCommand() {
                return begun.incrementAndGet() <= most;
            }
        };
    }

    /** Writes about that booking get no answer. */
    private static DynamoDbClient withoutAnswersAbout(String booking) {
        Interception interception = (request, proceed) -> {
            boolean write = request instanceof PutItemRequest
                    || request instanceof UpdateItemRequest
                    || request instanceof BatchExecuteStatementRequest;
            if (write && request.toString().contains(booking)) {
                throw SdkClientException.create("no answer");
            }
            return proceed.with(request);
        };
        return interception.around(Engine.embedded());
    }

    private static DynamoDbClient refusing() {
        Interception interception = (request, proceed) -> {
            throw new AssertionError("nothing should be sent");
        };
        return interception.around(Engine.embedded());
    }

    private String resource(long units) {
        return ",\"resourceId\":\"" + resource + "\",\"units\":" + units;
    }
}
