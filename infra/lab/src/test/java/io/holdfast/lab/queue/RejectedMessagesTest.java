package io.holdfast.lab.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Limits;
import io.holdfast.engine.Interception;
import io.holdfast.lab.CommandQueueDouble;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Functions.Batch;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.invocation.QueueClient;
import io.holdfast.lambda.queue.CommandQueue;
import io.holdfast.lambda.queue.QueueEvent.Message;
import io.holdfast.lambda.queue.Redelivery;
import io.holdfast.lambda.queue.Rejection;
import io.holdfast.lambda.queue.SqsCommandQueue;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Messages that can never get a verdict are moved aside; a message that may get one later is not.
 */
class RejectedMessagesTest {
    private final Functions functions = Functions.on(Engine.embedded());
    private final CommandQueueDouble queue = new CommandQueueDouble();
    private final String resource = Engine.fresh("resource");
    private final TestContext context = new TestContext(30_000);

    @BeforeEach
    void define() {
        functions.define(resource, 9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "", "[]", "{}", "null", "7",
            "{\"command\":\"book\"}",
            "{\"command\":\"burn\",\"bookingId\":\"b\"}",
            "{\"command\":\"confirm\",\"bookingId\":\"b\",\"units\":1}",
            "{\"command\":\"confirm\",\"bookingId\":\"b\",\"commandId\":\"a b\"}",
            "{\"command\":\"resolve\",\"bookingId\":\"b\",\"commandId\":\"a\"}",
            "{\"command\":\"release\",\"bookingId\":\"b\",\"lines\":[]}",
            "{\"command\":\"book\",\"bookingId\":\"b\",\"resourceId\":\"r\",\"units\":0}",
            "{\"command\":\"book\",\"bookingId\":\"b\",\"resourceId\":\"r\",\"units\":1000001}",
            "{\"command\":\"book\",\"bookingId\":\"b\",\"resourceId\":{\"r\":[]},\"units\":1}",
            "{\"command\":\"confirm\",\"bookingId\":\"there is none\"}"})
    void whatIsNoCommandIsMovedAndWhatIsBehindItIsCarriedOut(String poison) {
        Message bad = message(poison);

        Batch batch = batch(book(Engine.fresh("b")), bad, book(Engine.fresh("b")));

        assertThat(batch.back()).isEmpty();
        assertThat(queue.moved).containsOnlyKeys(bad.id());
        Rejection why = queue.moved.values().iterator().next();
        assertThat(why.reason()).isEqualTo("INVALID_REQUEST");
        assertThat(why.field()).isNotEmpty();
        assertThat(why.problem()).isNotEmpty();
        assertThat(functions.counters(resource)).isEqualTo("7 0 2");
        assertThat(context.logged()).as("no payload").doesNotContain("1000001", "burn");
    }

    @Test
    void aMessageAtTheQueuesSizeLimitIsMoved() {
        Message bad = message("{\"command\":\"resolve\",\"bookingId\":\""
                + "b".repeat(262_144 - 40) + "\"}");

        assertThat(batch(bad).back()).isEmpty();
        assertThat(queue.moved).containsOnlyKeys(bad.id());
        assertThat(context.logged()).contains("\"field\":\"body\"").hasSizeLessThan(500);
    }

    @Test
    void aFieldNameAsLongAsTheMessageIsNotRepeated() {
        batch(message("{\"command\":\"resolve\",\"bookingId\":\"b\",\"" + "x".repeat(60_000)
                + "\":1}"));

        assertThat(context.logged()).contains("is unknown here").hasSizeLessThan(500);
        assertThat(queue.moved.values()).allMatch(why -> why.field().length() <= 128);
    }

    @Test
    void anIdOfAnotherCommandIsMovedWithItsReason() {
        String id = Engine.fresh("b");
        functions.hold(id, resource, 2, "PT10M");
        functions.confirm(id, "c-1");
        Message other = book(id);
        Message reused = message("{\"command\":\"release\",\"bookingId\":\"" + id
                + "\",\"commandId\":\"c-1\"}");

        Batch batch = batch(other, reused, book(Engine.fresh("b")));

        assertThat(batch.back()).isEmpty();
        assertThat(queue.moved).containsOnlyKeys(other.id(), reused.id());
        assertThat(queue.moved.values()).allMatch(why -> why.reason().equals("KEY_REUSED"));
        assertThat(functions.counters(resource)).isEqualTo("6 0 3");
    }

    @Test
    void aCommandWhoseBookingIsNotThereIsMovedAtItsFourthDelivery() {
        String body = "{\"command\":\"confirm\",\"bookingId\":\"there-is-none\"}";
        Message behind = book(Engine.fresh("b"));

        for (int receives = 1; receives <= 3; receives++) {
            assertThat(batch(early(body, receives), behind).back()).as("delivery " + receives)
                    .containsExactly("early", behind.id());
        }
        assertThat(queue.moved).isEmpty();
        assertThat(queue.redelivered).containsEntry("early", 8);
        assertThat(IntStream.rangeClosed(1, 3).map(Redelivery::seconds).sum()).isEqualTo(14);

        assertThat(batch(early(body, 4), behind).back()).isEmpty();
        assertThat(queue.moved)
                .isEqualTo(Map.of("early", new Rejection("BOOKING_NOT_FOUND")));
        assertThat(functions.counters(resource)).isEqualTo("8 0 1");
    }

    @Test
    void aConfirmInAnotherGroupThatComesBeforeItsBookingIsCarriedOutAfterIt() {
        String id = Engine.fresh("held");
        String body = "{\"command\":\"confirm\",\"bookingId\":\"" + id + "\"}";

        assertThat(batch(early(body, 1)).back()).containsExactly("early");
        functions.hold(id, resource, 2, "PT10M");

        assertThat(batch(early(body, 2)).back()).isEmpty();
        assertThat(queue.moved).isEmpty();
        assertThat(functions.counters(resource)).isEqualTo("7 0 2");
    }

    private static Message early(String body, int receives) {
        return new Message("early", "g", body, "receipt", receives, Map.of());
    }

    /**
     * The failure is transient and the booking has no room to record it, so the message may be
     * redelivered.
     */
    @Test
    void aConfirmThatLostARaceWithoutRoomIsDeliveredAgain() {
        String id = withoutRoom();
        Message confirm = message("{\"command\":\"confirm\",\"bookingId\":\"" + id + "\"}");
        Interception conflict = (request, proceed) -> {
            if (request instanceof UpdateItemRequest update
                    && Items.text(update.key(), "sk").equals("resource")) {
                throw TransactionConflictException.builder().statusCode(400)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("TransactionConflictException").build())
                        .build();
            }
            return proceed.with(request);
        };

        Batch batch = Functions.on(conflict.around(Engine.embedded())).batch(List.of(confirm),
                context, queue);

        assertThat(batch.back()).containsExactly(confirm.id());
        assertThat(queue.moved).isEmpty();
        Reply reply = batch.replies().getFirst();
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("detail")).contains("FAILED CONTENTION");

        assertThat(batch(confirm).back()).isEmpty();
        assertThat(functions.booking(id).text("state")).isEqualTo("CONFIRMED");
    }

    @Test
    void aFailureForGoodWithoutRoomIsMoved() {
        Message release = message("{\"command\":\"release\",\"bookingId\":\"" + withoutRoom()
                + "\",\"commandId\":\"more\",\"units\":9}");

        assertThat(batch(release).back()).isEmpty();
        assertThat(queue.moved.get(release.id())).isEqualTo(new Rejection("TOO_MANY_COMMANDS"));
    }

    private String withoutRoom() {
        String id = Engine.fresh("b");
        functions.hold(id, resource, 2, "PT10M");
        for (int i = 0; i < Limits.COMMANDS; i++) {
            functions.release(id, "too-many-" + i, 1_000);
        }
        return id;
    }

    @Test
    void aMessageThatCannotBeMovedGoesBackAndIsMovedTheNextTime() {
        Message bad = message("not json");
        Message behind = book(Engine.fresh("b"));
        queue.broken = true;

        assertThat(batch(bad, behind).back()).containsExactly(bad.id(), behind.id());

        queue.broken = false;
        assertThat(batch(bad, behind).back()).isEmpty();
        assertThat(queue.moved).containsOnlyKeys(bad.id());
        assertThat(functions.counters(resource)).as("carried out once").isEqualTo("8 0 1");
    }

    @Test
    void oneThatCannotBeMovedDoesNotKeepAnotherGroupsFromBeingMoved() {
        queue.broken = true;

        batch(message("not json"), new Message(Engine.fresh("message"), "h", "not json"));

        assertThat(queue.calls).as("two moves, and the delay of both").isEqualTo(3);
    }

    @Test
    void withoutTimeToMoveItAMessageGoesBack() {
        Message bad = message("not json");

        Batch batch = functions.batch(List.of(bad),
                new TestContext((int) QueueClient.CALL_TIMEOUT.toMillis()), queue);

        assertThat(batch.back()).containsExactly(bad.id());
        assertThat(queue.calls).isZero();
    }

    @Test
    void aBatchWithAVerdictForEachCreatesNoClient() {
        AtomicInteger created = new AtomicInteger();
        CommandQueue lazy = new SqsCommandQueue(() -> {
            created.incrementAndGet();
            return QueueClient.local(URI.create("http://localhost")).get();
        }, "http://localhost/commands", "http://localhost/dead");

        functions.batch(List.of(message("{\"command\":\"resolve\",\"bookingId\":\""
                + Engine.fresh("b") + "\"}")), context, lazy);

        assertThat(created).hasValue(0);
    }

    @Test
    void anExpiredCredentialABrokenConnectionAndABugAreNoFaultOfTheMessage() {
        for (RuntimeException failure : List.of(
                DynamoDbException.builder().statusCode(400)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("ExpiredTokenException").build())
                        .build(),
                DynamoDbException.builder().statusCode(400)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("AccessDeniedException").build())
                        .build(),
                SdkClientException.create("broken connection"),
                new IllegalStateException("a bug"))) {
            Message first = book(Engine.fresh("b"));
            Message second = message("{\"command\":\"confirm\",\"bookingId\":\"b\"}");
            Interception failing = (request, proceed) -> {
                throw failure;
            };

            Batch batch = Functions.on(failing.around(Engine.embedded()))
                    .batch(List.of(first, second), context, queue);

            assertThat(batch.back()).as(failure.toString())
                    .containsExactly(first.id(), second.id());
            assertThat(queue.moved).as(failure.toString()).isEmpty();
        }
    }

    private Batch batch(Message... messages) {
        return functions.batch(List.of(messages), context, queue);
    }

    private static Message message(String body) {
        return new Message(Engine.fresh("message"), "g", body);
    }

    private Message book(String booking) {
        return message("{\"command\":\"book\",\"bookingId\":\"" + booking
                + "\",\"resourceId\":\"" + resource + "\",\"units\":1}");
    }
}
