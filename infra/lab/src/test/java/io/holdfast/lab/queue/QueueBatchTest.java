package io.holdfast.lab.queue;

import static io.holdfast.lab.queue.Messages.book;
import static io.holdfast.lab.queue.Messages.line;
import static io.holdfast.lab.queue.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Interception;
import io.holdfast.lab.CommandQueueDouble;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Functions.Batch;
import io.holdfast.lab.Reply;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.queue.QueueEvent.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The messages of a batch and their verdicts, and which of them share a write. */
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
    void everyCommandGetsItsVerdictAndAFailedOneIsAcknowledged() {
        String held = Engine.fresh("held");
        String many = Engine.fresh("many");
        String none = Engine.fresh("none");

        Batch batch = functions.batch(List.of(
                message("g", "book", held, resource(2) + ",\"holdFor\":\"PT10M\""),
                message("g", "extend", held, ",\"holdFor\":\"PT20M\""),
                message("g", "amend", held, ",\"units\":3"),
                message("g", "confirm", held, ",\"commandId\":\"pay\""),
                message("g", "release", held, ",\"commandId\":\"back\",\"units\":1"),
                message("g", "book", many, resource(9)),
                message("g", "resolve", none, "")), context);

        assertThat(batch.back()).isEmpty();
        assertThat(batch.replies().stream().map(reply -> reply.outcome() + reply.reason()))
                .containsExactly("COMMITTED", "COMMITTED", "COMMITTED", "COMMITTED", "COMMITTED",
                        "FAILEDINSUFFICIENT_CAPACITY", "FAILEDABANDONED");
        assertThat(functions.counters(resource)).isEqualTo("3 0 2");
        assertThat(functions.confirm(held, "pay").verdict())
                .as("the same command by its route is a replay")
                .isEqualTo(batch.replies().get(3).verdict());
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
        AtomicInteger notes = new AtomicInteger();
        Interception counting = (request, proceed) -> {
            notes.addAndGet(request instanceof UpdateItemRequest ? 1 : 0);
            return proceed.with(request);
        };
        List<Message> messages = new ArrayList<>();
        IntStream.range(0, 26).forEach(i -> messages
                .add(message("g", "book", Engine.fresh("b"), resource(1))));

        Batch batch = Functions.on(counting.around(Engine.embedded())).batch(messages, context);

        assertThat(batch.replies()).allMatch(Reply::committed);
        assertThat(notes).hasValue(2);
    }

    @Test
    void bookingsOfSeveralLinesAndOfAVersionGoAlone() {
        String second = Engine.fresh("resource");
        functions.define(second, 5);
        Batch batch = functions.batch(List.of(
                message("g", "book", Engine.fresh("b"), resource(1)),
                message("g", "book", Engine.fresh("b"), ",\"lines\":[" + line(resource) + ","
                        + line(second) + "]"),
                message("g", "book", Engine.fresh("b"), resource(1) + ",\"expectedVersion\":4"),
                message("g", "book", Engine.fresh("b"), resource(1) + ",\"expectedVersion\":4")),
                context);

        assertThat(batch.replies().stream().map(reply -> reply.outcome() + reply.reason()))
                .containsExactly("COMMITTED", "COMMITTED", "COMMITTED",
                        "FAILEDVERSION_MISMATCH");
    }

    private String resource(long units) {
        return ",\"resourceId\":\"" + resource + "\",\"units\":" + units;
    }
}
