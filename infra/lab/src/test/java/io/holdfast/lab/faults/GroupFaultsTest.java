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
    void tenBookingsOfOneResourceAreOneReadOneNoteAndOneBatchOfInserts() {
        functions.define(resource, 10);
        wire.plan(Map.of());

        List<Reply> replies = functions.batch(bookings(ids(10), ""));

        assertThat(replies).allMatch(reply -> reply.status() == 201);
        assertThat(wire.operations()).containsExactly("BatchGetItem", "UpdateItem",
                "BatchExecuteStatement");
        assertThat(wire.sent().getLast().body().split("INSERT INTO ", -1))
                .as("ten inserts, each refused by itself if its booking exists").hasSize(11);
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
                .as("of the image after the group").isEqualTo(3);
        assertThat(wire.operations()).as("the last looks at what the group has noted")
                .containsExactly("BatchGetItem", "UpdateItem", "BatchExecuteStatement",
                        "BatchGetItem", "BatchGetItem", "PutItem");
    }

    @ParameterizedTest(name = "{1} at request {0}: {2}")
    @CsvSource(textBlock = """
            0, LOST,                 503
            0, SERVER_ERROR,         503
            0, THROTTLED,            503
            0, UNPROCESSED,          503
            0, HALF_PROCESSED,       503
            1, LOST,                 409 STORE_ERROR
            1, LATE,                 409 STORE_ERROR
            1, ANSWER_LOST,          409 STORE_ERROR
            1, SERVER_ERROR,         409 STORE_ERROR
            1, SERVER_ERROR_APPLIED, 409 STORE_ERROR
            1, DENIED,               409 STORE_ERROR
            1, THROTTLED,            409 THROTTLED
            1, TOO_FAST,             409 THROTTLED
            1, CONFLICT,             409 CONTENTION
            1, REPLICATED_CONFLICT,  409 CONTENTION
            2, LOST,                 409 STORE_ERROR
            2, LATE,                 409 STORE_ERROR
            2, SERVER_ERROR,         409 STORE_ERROR
            2, DENIED,               409 STORE_ERROR
            2, THROTTLED,            409 THROTTLED
            2, TOO_FAST,             409 THROTTLED
            2, ANSWER_LOST,          201
            2, SERVER_ERROR_APPLIED, 201
            3, LOST,                 201
            """)
    @DisplayName("a group that would be admitted: the same verdict for each, forever")
    void group(int request, Fault fault, String answer) {
        requireAnswers(request, fault, List.of(answer, answer, answer));
    }

    @ParameterizedTest(name = "{0}: {1} for the first, and the others commit")
    @CsvSource(textBlock = """
            MEMBER_THROTTLED,            409 THROTTLED
            MEMBER_OUT_OF_THROUGHPUT,    409 THROTTLED
            MEMBER_CONFLICT,             409 CONTENTION
            MEMBER_SERVER_ERROR,         409 STORE_ERROR
            MEMBER_SERVER_ERROR_APPLIED, 201
            """)
    @DisplayName("one insert of a group: no member decides the fate of another")
    void member(Fault fault, String answer) {
        requireAnswers(2, fault, List.of(answer, "201", "201"));
    }

    private void requireAnswers(int request, Fault fault, List<String> answers) {
        functions.define(resource, 9);
        List<String> ids = ids(3);
        wire.plan(Map.of(request, fault));
        List<Reply> replies = functions
                .batch(bookings(ids, fault == Fault.LATE ? ",\"holdFor\":\"PT10M\"" : ""));
        assertThat(wire.operations()).filteredOn("BatchExecuteStatement"::equals)
                .as("the write that decides goes out once").hasSizeLessThanOrEqualTo(1);
        // Before, it made up to four tries to record a failure of each member.
        assertThat(request > 0 || wire.operations().size() == 1)
                .as("a failed read is followed by nothing").isTrue();
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(replies.stream()
                .map(reply -> (reply.status() + " " + reply.reason()).strip()))
                .containsExactlyElementsOf(answers);
        assertThat(replies).as("a booking that its own write made is no replay")
                .noneMatch(reply -> reply.body().path("replayed").booleanValue());
        History history = new History(functions);
        for (int i = 0; i < ids.size(); i++) {
            Reply reply = replies.get(i);
            history.record(ids.get(i), () -> reply);
        }
        history.check(resource);
        long committed = replies.stream().filter(Reply::committed).count();
        String rest = Engine.fresh("rest");
        assertThat(history.record(rest, () -> functions.book(rest, resource, 9 - committed))
                .committed()).as("all units that are left").isTrue();
        history.check(resource);
    }

    @Test
    void aGroupWithoutAnyDecisiveAnswerIsAdoptedByItsRedelivery() {
        functions.define(resource, 3);
        List<String> commands = bookings(ids(3), "");
        wire.plan(IntStream.range(2, 20).boxed()
                .collect(Collectors.toMap(each -> each, each -> Fault.LOST)));

        assertThat(functions.batch(commands)).allMatch(reply -> reply.status() == 503);
        wire.plan(Map.of());

        assertThat(functions.batch(commands)).allMatch(Reply::committed);
        assertThat(functions.counters(resource)).isEqualTo("0 0 3");
    }

    @Test
    void aMemberThatExistsByThenLeavesTheOthersTheirOwnAttempts() {
        functions.define(resource, 9);
        List<String> ids = ids(3);
        Functions racing = Functions
                .on(before("UpdateItem", () -> functions.resolve(ids.get(1))));

        List<Reply> replies = racing.batch(bookings(ids, ""));

        assertThat(replies.stream().map(reply -> reply.outcome() + reply.reason()))
                .containsExactly("COMMITTED", "FAILEDABANDONED", "COMMITTED");
        assertThat(functions.counters(resource)).isEqualTo("7 0 2");
    }

    @Test
    void unitsThatWentInBetweenLeaveEachMemberItsOwnAttempt() {
        functions.define(resource, 2);
        List<String> ids = ids(2);
        Functions racing = Functions.on(before("UpdateItem",
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
        Functions racing = Functions.on(before("UpdateItem", () -> Functions
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
