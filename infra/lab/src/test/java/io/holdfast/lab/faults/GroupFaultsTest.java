package io.holdfast.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Fault;
import io.holdfast.engine.Interception;
import io.holdfast.engine.Wire;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.workload.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Bookings that share a write: their requests on the wire, and each fault at each request. */
class GroupFaultsTest {
    private final Wire wire = Engine.wire();
    private final Functions functions = Functions.on(Engine.overHttp());
    private final String resource = Engine.fresh("resource");

    @AfterEach
    void heal() {
        wire.plan(Map.of());
    }

    @Test
    void tenBookingsOfOneResourceAreOneReadAndOneTransactionOfElevenItems() {
        functions.define(resource, 10);
        wire.plan(Map.of());

        List<Reply> replies = functions.batch(bookings(ids(10), ""));

        assertThat(replies).allMatch(reply -> reply.status() == 201);
        assertThat(wire.operations()).containsExactly("BatchGetItem", "TransactWriteItems");
        assertThat(wire.sent().getLast().body().split("\"ConditionExpression\"", -1))
                .as("11 items, each with its guard: 22 write units, 2.2 for a booking")
                .hasSize(12);
    }

    @Test
    void aSoldOutResourceIsReadOnceForAll() {
        functions.define(resource, 0);
        wire.plan(Map.of());

        List<Reply> replies = functions.batch(bookings(ids(4), ""));

        assertThat(replies).allMatch(reply -> reply.reason().equals("INSUFFICIENT_CAPACITY"));
        assertThat(wire.operations()).containsExactly("BatchGetItem", "PutItem", "PutItem",
                "PutItem", "PutItem");
    }

    @Test
    void aBatchThatComesAgainIsOneRead() {
        functions.define(resource, 10);
        List<String> commands = bookings(ids(10), "");
        List<Reply> first = functions.batch(commands);
        wire.plan(Map.of());

        List<Reply> again = functions.batch(commands);

        assertThat(wire.operations()).containsExactly("BatchGetItem");
        assertThat(verdicts(again)).isEqualTo(verdicts(first));
        assertThat(again).allMatch(reply -> reply.body().get("replayed").booleanValue());
    }

    @Test
    void whoIsCrowdedOutIsDecidedAnewOnceTheGroupsFateIsKnown() {
        functions.define(resource, 2);
        wire.plan(Map.of());

        List<Reply> replies = functions.batch(bookings(ids(3), ""));

        assertThat(replies.stream().map(Reply::outcome)).containsExactly("COMMITTED", "COMMITTED",
                "FAILED");
        assertThat(replies.getLast().body().at("/evidence/version").longValue())
                .as("of the image after the group").isEqualTo(2);
        assertThat(wire.operations()).containsExactly("BatchGetItem", "TransactWriteItems",
                "BatchGetItem", "PutItem");
    }

    @ParameterizedTest(name = "{1} at request {0}: {2}, with {3} transactions")
    @CsvSource(textBlock = """
            0, LOST,                 503,   0
            0, SERVER_ERROR,         503,   0
            0, THROTTLED,            503,     0
            0, UNPROCESSED,          503,     0
            0, HALF_PROCESSED,       503,     0
            1, LOST,                 409 STORE_ERROR, 1
            1, LATE,                 409 STORE_ERROR, 1
            1, SERVER_ERROR,         409 STORE_ERROR, 1
            1, ANSWER_LOST,          201,             1
            1, SERVER_ERROR_APPLIED, 201,             1
            1, THROTTLED,            409 THROTTLED,   1
            1, CONFLICT,             201,             4
            2, LOST,                 201,             1
            """)
    @DisplayName("a group that would be admitted: the same verdict for each, forever")
    void group(int request, Fault fault, String answer, int transactions) {
        functions.define(resource, 9);
        List<String> ids = ids(3);
        wire.plan(Map.of(request, fault));
        List<Reply> replies = functions
                .batch(bookings(ids, fault == Fault.LATE ? ",\"holdFor\":\"PT10M\"" : ""));
        assertThat(wire.operations()).filteredOn("TransactWriteItems"::equals)
                .hasSize(transactions);
        // Before, it made up to four tries to record a failure of each member.
        assertThat(request > 0 || wire.operations().size() == 1)
                .as("a failed read is followed by nothing").isTrue();
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(replies).allMatch(
                reply -> (reply.status() + " " + reply.reason()).strip().equals(answer));
        assertThat(replies).as("a booking that its own write made is no replay")
                .noneMatch(reply -> reply.body().path("replayed").booleanValue());
        History history = new History(functions);
        for (int i = 0; i < ids.size(); i++) {
            Reply reply = replies.get(i);
            history.record(ids.get(i), () -> reply);
        }
        history.check(resource);
    }

    @Test
    void aMemberThatExistsByThenLeavesTheOthersTheirOwnAttempts() {
        functions.define(resource, 9);
        List<String> ids = ids(3);
        Functions racing = Functions
                .on(before("TransactWriteItems", () -> functions.resolve(ids.get(1))));

        List<Reply> replies = racing.batch(bookings(ids, ""));

        assertThat(replies.stream().map(reply -> reply.outcome() + reply.reason()))
                .containsExactly("COMMITTED", "FAILEDABANDONED", "COMMITTED");
        assertThat(functions.counters(resource)).isEqualTo("7 0 2");
    }

    @Test
    void unitsThatWentInBetweenLeaveEachMemberItsOwnAttempt() {
        functions.define(resource, 2);
        List<String> ids = ids(2);
        Functions racing = Functions.on(before("TransactWriteItems",
                () -> functions.book(Engine.fresh("rival"), resource, 1)));

        List<Reply> replies = racing.batch(bookings(ids, ""));

        assertThat(replies.stream().map(reply -> reply.outcome() + reply.reason()))
                .containsExactly("COMMITTED", "FAILEDINSUFFICIENT_CAPACITY");
    }

    @Test
    void aGroupDoesNotHoldInASlotThatWasCollectedInBetween() {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        Functions atNoon = Functions.on(Engine.overHttp(), noon);
        atNoon.define(resource, 9);
        atNoon.hold(Engine.fresh("first"), resource, 2, "PT1M");
        List<String> ids = ids(2);
        // A command whose clock is ahead needs units that expire in a minute, and collects them.
        Functions racing = Functions.on(before("TransactWriteItems", () -> Functions
                .on(Engine.overHttp(), noon.plusSeconds(60))
                .book(Engine.fresh("ahead"), resource, 8)),
                noon);

        List<Reply> replies = racing.batch(List.of(
                bookings(ids.subList(0, 1), ",\"holdFor\":\"PT1M\"").getFirst(),
                bookings(ids.subList(1, 2), ",\"holdFor\":\"PT10M\"").getFirst()));

        assertThat(replies.stream().map(reply -> reply.outcome() + reply.reason()))
                .containsExactly("FAILEDCONTENTION", "COMMITTED");
    }

    private List<String> bookings(List<String> ids, String more) {
        return ids.stream().map(id -> "{\"command\":\"book\",\"bookingId\":\"" + id
                + "\",\"resourceId\":\"" + resource + "\",\"units\":1" + more + "}").toList();
    }

    /** A client that makes a change just before its first request of that kind. */
    private static DynamoDbClient before(String operation, Runnable change) {
        AtomicBoolean done = new AtomicBoolean();
        Interception interception = (request, proceed) -> {
            if (request.getClass().getSimpleName().startsWith(operation)
                    && done.compareAndSet(false, true)) {
                change.run();
            }
            return proceed.with(request);
        };
        return interception.around(Engine.overHttp());
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> Engine.fresh("booking"))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<String> verdicts(List<Reply> replies) {
        return replies.stream().map(Reply::verdict).toList();
    }
}
