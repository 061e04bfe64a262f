package io.holdfast.lab.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.protocol.Invocation.Pacer;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.Interception;
import io.holdfast.lab.CommandQueueDouble;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Functions.Batch;
import io.holdfast.lab.Reply;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.invocation.RemainingTime;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.queue.QueueEvent.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** What becomes of the messages of a batch. */
class QueueBatchTest {
    private final Functions functions = Functions.on(Engine.embedded());
    private final String resource = Engine.fresh("resource");
    private final CommandQueueDouble queue = new CommandQueueDouble();
    private final TestContext context = new TestContext(30_000);

    @BeforeEach
    void define() {
        functions.define(resource, 5);
    }

    @Test
    void everyCommandGetsItsVerdictAndAFailedOneIsDone() {
        String held = Engine.fresh("held");
        String many = Engine.fresh("many");
        String none = Engine.fresh("none");

        Batch batch = functions.batch(List.of(
                message("g", "book", held, resource(2) + ",\"holdFor\":\"PT10M\""),
                message("g", "confirm", held, ",\"commandId\":\"pay\""),
                message("g", "release", held, ",\"commandId\":\"back\",\"units\":1"),
                message("g", "book", many, resource(9)),
                message("g", "resolve", none, "")), context);

        assertThat(batch.back()).isEmpty();
        assertThat(batch.replies().stream().map(reply -> reply.outcome() + reply.reason()))
                .containsExactly("COMMITTED", "COMMITTED", "COMMITTED",
                        "FAILEDINSUFFICIENT_CAPACITY", "FAILEDABANDONED");
        assertThat(functions.counters(resource)).isEqualTo("4 0 1");
        assertThat(functions.confirm(held, "pay").verdict())
                .as("the same command by its route is a replay")
                .isEqualTo(batch.replies().get(1).verdict());
    }

    @Test
    void aFullReleaseWithoutAnIdIsNamedAfterItsMessage() {
        String held = Engine.fresh("held");
        functions.hold(held, resource, 2, "PT10M");
        Message release = message("g", "release", held, "");

        functions.batch(List.of(release), context);
        functions.batch(List.of(release), context);

        assertThat(functions.counters(resource)).as("released once").isEqualTo("5 0 0");
        assertThat(functions.release(held, release.id()).body().get("replayed").booleanValue())
                .as("the message's id is the command's").isTrue();
    }

    @Test
    void aCommandDoesNotOvertakeTheBookingsOfItsMessageGroup() {
        String first = Engine.fresh("first");
        String next = Engine.fresh("next");

        Batch batch = functions.batch(List.of(
                message("g", "book", first, resource(5)),
                message("g", "release", first, ""),
                message("g", "book", next, resource(5))), context);

        assertThat(batch.replies()).allMatch(Reply::committed);
    }

    @Test
    void aCommandDoesNotOvertakeItsBookingInWhateverMessageGroup() {
        String first = Engine.fresh("first");

        Batch batch = functions.batch(List.of(
                message("g", "book", first, resource(5)),
                message("h", "release", first, "")), context);

        assertThat(batch.replies()).allMatch(Reply::committed);
    }

    @Test
    void theSameBookingTwiceInABatchIsAReplayAndOneWithAnotherPayloadIsMoved() {
        String id = Engine.fresh("twice");
        Message other = message("g", "book", id, resource(2));

        Batch batch = functions.batch(List.of(
                message("g", "book", id, resource(1)),
                message("g", "book", id, resource(1)), other,
                message("g", "book", Engine.fresh("next"), resource(1))), context, queue);

        assertThat(batch.replies().get(1).body().get("replayed").booleanValue()).isTrue();
        assertThat(batch.back()).isEmpty();
        assertThat(queue.moved).containsOnlyKeys(other.id());
        assertThat(functions.counters(resource)).isEqualTo("3 0 2");
    }

    @Test
    void ofOneIdTheFirstThatCameDecidesWhateverTheResources() {
        String second = Engine.fresh("resource");
        String id = Engine.fresh("twice");
        functions.define(second, 5);
        Message late = message("g", "book", id, resource(1));

        Batch batch = functions.batch(List.of(
                message("g", "book", Engine.fresh("b"), resource(1)),
                new Message(Engine.fresh("message"), "g", book(id, second)), late), context,
                queue);

        assertThat(batch.back()).isEmpty();
        assertThat(queue.moved).containsOnlyKeys(late.id());
        assertThat(functions.counters(second)).isEqualTo("4 0 1");
    }

    @Test
    void moreThanAGroupsWorthIsBookedInTwo() {
        functions.define(resource, 30);
        AtomicInteger transactions = new AtomicInteger();
        Interception counting = (request, proceed) -> {
            transactions.addAndGet(request instanceof TransactWriteItemsRequest ? 1 : 0);
            return proceed.with(request);
        };
        List<Message> messages = new ArrayList<>();
        IntStream.range(0, 26).forEach(i -> messages
                .add(message("g", "book", Engine.fresh("b"), resource(1))));

        Batch batch = Functions.on(counting.around(Engine.embedded())).batch(messages, context);

        assertThat(batch.replies()).allMatch(Reply::committed);
        assertThat(transactions).hasValue(2);
    }

    @Test
    void bookingsOfSeveralLinesAndOfAVersionGoAlone() {
        String second = Engine.fresh("resource");
        functions.define(second, 5);
        Batch batch = functions.batch(List.of(
                message("g", "book", Engine.fresh("b"), resource(1)),
                message("g", "book", Engine.fresh("b"), ",\"lines\":[" + line(resource) + ","
                        + line(second) + "]"),
                message("g", "book", Engine.fresh("b"), resource(1) + ",\"expectedVersion\":3"),
                message("g", "book", Engine.fresh("b"), resource(1) + ",\"expectedVersion\":3")),
                context);

        assertThat(batch.replies().stream().map(reply -> reply.outcome() + reply.reason()))
                .containsExactly("COMMITTED", "COMMITTED", "COMMITTED",
                        "FAILEDVERSION_MISMATCH");
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
                InstantSource.system(), RemainingTime::new, false, Optional.empty()))
                .batch(messages, new TestContext(1_000));

        assertThat(batch.back()).containsExactly(messages.get(0).id(), messages.get(1).id());
    }

    @Test
    void whoIsCrowdedOutWhenTimeIsUpComesAgain() {
        List<Message> messages = List.of(
                message("g", "book", Engine.fresh("b"), resource(5)),
                message("h", "book", Engine.fresh("b"), resource(1)));
        AtomicInteger begun = new AtomicInteger();

        Batch batch = new Functions(new Wiring(
                new DynamoDbLedger(Engine.embedded(), Engine.TABLE), InstantSource.system(),
                given -> pacer(begun, 1), false, Optional.empty())).batch(messages, context);

        assertThat(batch.back()).containsExactly(messages.get(1).id());
        assertThat(functions.batch(messages, context).back()).isEmpty();
    }

    @Test
    void theConsumerSpeaksTheLanguageOfTheEventSourceMapping() {
        String id = Engine.fresh("b");
        String event = """
                {"Records": [
                  {"messageId": "m-1", "receiptHandle": "x", "body": %s,
                   "attributes": {"ApproximateReceiveCount": "1", "MessageGroupId": "g"},
                   "messageAttributes": {}, "eventSource": "aws:sqs"},
                  {"messageId": "m-2", "body": "poison", "attributes": {}}]}
                """.formatted("\"" + book(id, resource).replace("\"", "\\\"") + "\"");

        byte[] reply = functions.consume(event.getBytes(StandardCharsets.UTF_8), context);

        assertThat(new String(reply, StandardCharsets.UTF_8))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-2\"}]}");
        assertThat(functions.booking(id).committed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"Records\":[]}", "{\"Records\":[{}]}", "{\"Records\":7}",
            "nonsense", ""})
    void whatIsNoEventOfAQueueFailsAsAWhole(String event) {
        assertThatThrownBy(
                () -> functions.consume(event.getBytes(StandardCharsets.UTF_8), context))
                .hasCauseInstanceOf(java.io.IOException.class);
    }

    /** Lets as many commands begin as are given. */
    private static Pacer pacer(AtomicInteger begun, int most) {
        return new Pacer() {
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

    /** Records about that booking get no answer, and neither do its commits. */
    private static DynamoDbClient withoutAnswersAbout(String booking) {
        Interception interception = (request, proceed) -> {
            boolean write = request instanceof PutItemRequest
                    || request instanceof TransactWriteItemsRequest;
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

    private static Message message(String group, String command, String booking, String more) {
        return new Message(Engine.fresh("message"), group, "{\"command\":\"" + command
                + "\",\"bookingId\":\"" + booking + "\"" + more + "}");
    }

    private static String book(String booking, String resource) {
        return "{\"command\":\"book\",\"bookingId\":\"" + booking + "\",\"resourceId\":\""
                + resource + "\",\"units\":1}";
    }

    private String resource(long units) {
        return ",\"resourceId\":\"" + resource + "\",\"units\":" + units;
    }

    private static String line(String resource) {
        return "{\"resourceId\":\"" + resource + "\",\"units\":1}";
    }
}
