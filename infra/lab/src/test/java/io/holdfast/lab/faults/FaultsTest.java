package io.holdfast.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Fault;
import io.holdfast.engine.Wire;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.workload.History;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each fault at each request of each operation, on the wire. The answer must be true when it is
 * given and stay true when a late request arrives; asking again must give the same answer; nothing is
 * half done or lost; and each write of a command goes out once.
 */
class FaultsTest {
    private static final String ONCE = "each write of a command goes out once";

    private final Wire wire = Engine.wire();
    private final Functions functions = Functions.on(Engine.overHttp());
    /** By this clock whatever is in doubt is stale. */
    private final Functions later = Functions.on(Engine.overHttp(),
            Instant.now().plus(Duration.ofMinutes(2)));

    @AfterEach
    void heal() {
        wire.plan(Map.of());
    }

    @ParameterizedTest(name = "{1} at request {0}: {2}")
    @CsvSource(textBlock = """
            0, LOST,                 503
            0, ANSWER_LOST,          503
            0, LATE,                 503
            0, SERVER_ERROR,         503
            0, THROTTLED,            503
            0, TOO_FAST,             503
            0, UNPROCESSED,          503
            1, LOST,                 409 STORE_ERROR
            1, ANSWER_LOST,          409 STORE_ERROR
            1, LATE,                 409 STORE_ERROR
            1, SERVER_ERROR,         409 STORE_ERROR
            1, SERVER_ERROR_APPLIED, 409 STORE_ERROR
            1, DENIED,               409 STORE_ERROR
            1, THROTTLED,            409 THROTTLED
            1, TOO_FAST,             409 THROTTLED
            1, CONFLICT,             409 CONTENTION
            1, REPLICATED_CONFLICT,  409 CONTENTION
            2, LOST,                 409 STORE_ERROR
            2, ANSWER_LOST,          409 STORE_ERROR
            2, LATE,                 409 STORE_ERROR
            2, SERVER_ERROR,         409 STORE_ERROR
            2, SERVER_ERROR_APPLIED, 409 STORE_ERROR
            2, DENIED,               409 STORE_ERROR
            2, THROTTLED,            409 THROTTLED
            2, TOO_FAST,             409 THROTTLED
            2, CONFLICT,             409 CONTENTION
            2, REPLICATED_CONFLICT,  409 CONTENTION
            3, LOST,                 409 STORE_ERROR
            3, ANSWER_LOST,          201
            3, LATE,                 409 STORE_ERROR
            3, SERVER_ERROR,         409 STORE_ERROR
            3, SERVER_ERROR_APPLIED, 201
            3, DENIED,               409 STORE_ERROR
            3, THROTTLED,            409 THROTTLED
            3, TOO_FAST,             409 THROTTLED
            3, CONFLICT,             409 CONTENTION
            3, REPLICATED_CONFLICT,  409 CONTENTION
            """)
    @DisplayName("a booking that would be admitted")
    void booking(int request, Fault fault, String answer) {
        String first = defined(3);
        String second = defined(3);
        String booking = Engine.fresh("booking");

        wire.plan(Map.of(request, fault));
        Reply reply = functions.bookEach(booking, first, second);
        requireWritesSentOnce();
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(brief(reply)).isEqualTo(answer);
        assertThat(reply.body().path("replayed").booleanValue())
                .as("a booking that its own write made is no replay").isFalse();
        History history = new History(functions);
        history.record(booking, () -> reply);
        Reply again = history.record(booking,
                () -> functions.bookEach(booking, first, second));
        history.check(first, second);
        requireNoLeak(first, again.committed() ? 2 : 3, history);
        requireNoLeak(second, again.committed() ? 2 : 3, history);
        history.check(first, second);
    }

    @ParameterizedTest(name = "{1} at request {0}: {2}")
    @CsvSource(textBlock = """
            0, LOST,                 503
            0, UNPROCESSED,          503
            1, LOST,                 409 INSUFFICIENT_CAPACITY
            1, ANSWER_LOST,          409 INSUFFICIENT_CAPACITY
            1, LATE,                 409 INSUFFICIENT_CAPACITY
            1, SERVER_ERROR,         409 INSUFFICIENT_CAPACITY
            1, SERVER_ERROR_APPLIED, 409 INSUFFICIENT_CAPACITY
            1, THROTTLED,            409 INSUFFICIENT_CAPACITY
            1, CONFLICT,             409 INSUFFICIENT_CAPACITY
            """)
    @DisplayName("a booking that would be refused")
    void refusal(int request, Fault fault, String answer) {
        String resource = defined(1);
        String booking = Engine.fresh("booking");

        wire.plan(Map.of(request, fault));
        Reply reply = functions.book(booking, resource, 2);
        assertThat(wire.operations()).as("nothing is noted").doesNotContain("UpdateItem");
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(brief(reply)).isEqualTo(answer);
        assertThat(reply.body().path("replayed").booleanValue())
                .as("its own record is not a replay").isFalse();
        History history = new History(functions);
        history.record(booking, () -> reply);
        history.record(booking, () -> functions.book(booking, resource, 2));
        history.check(resource);
    }

    @ParameterizedTest(name = "{1} at request {0} of a change to {3}: {2}")
    @CsvSource(textBlock = """
            0, LOST,                 503,             7
            0, THROTTLED,            503,             7
            0, UNPROCESSED,          503,             7
            1, LOST,                 409 STORE_ERROR, 7
            1, ANSWER_LOST,          409 STORE_ERROR, 7
            1, ANSWER_LOST,          409 STORE_ERROR, 1
            1, LATE,                 409 STORE_ERROR, 7
            1, LATE,                 409 STORE_ERROR, 1
            1, SERVER_ERROR,         409 STORE_ERROR, 7
            1, SERVER_ERROR_APPLIED, 409 STORE_ERROR, 7
            1, DENIED,               409 STORE_ERROR, 7
            1, THROTTLED,            409 THROTTLED,   7
            1, CONFLICT,             409 CONTENTION,  7
            1, REPLICATED_CONFLICT,  409 CONTENTION,  7
            2, LOST,                 409 STORE_ERROR, 7
            2, LOST,                 409 STORE_ERROR, 1
            2, ANSWER_LOST,          200,             7
            2, ANSWER_LOST,          200,             1
            2, LATE,                 409 STORE_ERROR, 7
            2, LATE,                 409 STORE_ERROR, 1
            2, SERVER_ERROR,         409 STORE_ERROR, 7
            2, SERVER_ERROR_APPLIED, 200,             7
            2, DENIED,               409 STORE_ERROR, 7
            2, THROTTLED,            409 THROTTLED,   7
            2, CONFLICT,             409 CONTENTION,  7
            2, REPLICATED_CONFLICT,  409 CONTENTION,  7
            3, LOST,                 503,             7
            3, LOST,                 503,             1
            3, ANSWER_LOST,          503,             7
            3, LATE,                 503,             7
            3, SERVER_ERROR,         503,             7
            3, SERVER_ERROR_APPLIED, 503,             7
            3, DENIED,               503,             7
            3, THROTTLED,            503,             7
            3, CONFLICT,             503,             7
            3, REPLICATED_CONFLICT,  503,             7
            """)
    @DisplayName("a definition: it is answered COMMITTED only once it is settled")
    void definition(int request, Fault fault, String answer, long capacity) {
        String resource = defined(3);
        String command = Engine.fresh("command");
        String body = "{\"capacity\":" + capacity + "}";

        wire.plan(Map.of(request, fault));
        Reply reply = functions.define(resource, command, body);
        requireWritesSentOnce();
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(brief(reply)).isEqualTo(answer);
        assertThat(reply.body().path("replayed").booleanValue()).isFalse();
        Reply again = functions.define(resource, command, body);
        if (reply.status() == 503) {
            assertThat(again.committed()).as("the id is still usable").isTrue();
        } else {
            assertThat(again.verdict()).isEqualTo(reply.verdict());
        }
        Reply read = (again.committed() ? functions : later).resource(resource);
        assertThat(read.number("capacity")).isEqualTo(again.committed() ? capacity : 3);
        assertThat(read.number("available")).isEqualTo(again.committed() ? capacity : 3);
        requireNoLeak(resource, again.committed() ? capacity : 3, new History(functions));
    }

    @ParameterizedTest(name = "{1} at request {0}: {2}")
    @CsvSource(textBlock = """
            1, LOST,                 409 STORE_ERROR
            1, ANSWER_LOST,          409 STORE_ERROR
            1, LATE,                 409 STORE_ERROR
            1, SERVER_ERROR_APPLIED, 409 STORE_ERROR
            1, THROTTLED,            409 THROTTLED
            1, CONFLICT,             409 CONTENTION
            2, LOST,                 409 STORE_ERROR
            2, ANSWER_LOST,          201
            2, LATE,                 409 STORE_ERROR
            2, SERVER_ERROR_APPLIED, 201
            2, THROTTLED,            409 THROTTLED
            3, LOST,                 503
            3, LATE,                 503
            3, THROTTLED,            503
            """)
    @DisplayName("a creation: the resource is there once it is committed, and never before")
    void creation(int request, Fault fault, String answer) {
        String resource = Engine.fresh("resource");
        String command = Engine.fresh("command");
        String body = "{\"capacity\":5}";

        wire.plan(Map.of(request, fault));
        Reply reply = functions.define(resource, command, body);
        requireWritesSentOnce();
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(brief(reply)).isEqualTo(answer);
        assertThat(functions.resource(resource).status())
                .isEqualTo(reply.status() == 409 ? 404 : 200);
        Reply again = functions.define(resource, command, body);
        if (reply.status() != 503) {
            assertThat(again.verdict()).isEqualTo(reply.verdict());
        }
        Reply next = functions.define(resource, Engine.fresh("next"), "{\"capacity\":6}");
        assertThat(next.status()).isEqualTo(again.committed() ? 200 : 201);
        assertThat(functions.resource(resource).number("available")).isEqualTo(6);
    }

    @ParameterizedTest(name = "{1} at request {0}: {2}")
    @CsvSource(textBlock = """
            1, LOST,                 409 STORE_ERROR
            1, ANSWER_LOST,          200
            1, LATE,                 409 STORE_ERROR
            1, SERVER_ERROR,         409 STORE_ERROR
            1, SERVER_ERROR_APPLIED, 200
            1, THROTTLED,            409 THROTTLED
            1, CONFLICT,             409 CONTENTION
            """)
    @DisplayName("a definition that changes nothing")
    void definitionWithoutAChange(int request, Fault fault, String answer) {
        String resource = defined(3);
        String command = Engine.fresh("command");
        long version = functions.resource(resource).number("version");

        wire.plan(Map.of(request, fault));
        Reply reply = functions.define(resource, command, "{\"status\":\"OPEN\"}");
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(brief(reply)).isEqualTo(answer);
        assertThat(functions.define(resource, command, "{\"status\":\"OPEN\"}").verdict())
                .isEqualTo(reply.verdict());
        assertThat(functions.resource(resource).number("version")).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({"LOST", "ANSWER_LOST", "LATE", "SERVER_ERROR", "SERVER_ERROR_APPLIED",
            "THROTTLED", "TOO_FAST", "CONFLICT", "REPLICATED_CONFLICT"})
    void resolve(Fault fault) {
        String booking = Engine.fresh("booking");

        wire.plan(Map.of(0, fault));
        Reply reply = functions.resolve(booking);
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(reply.reason()).isEqualTo("ABANDONED");
        assertThat(functions.resolve(booking).verdict()).isEqualTo(reply.verdict());
    }

    /** The notes of a command, and the write that decides it; records of failures are repeated. */
    private void requireWritesSentOnce() {
        assertThat(wire.sent()).as(ONCE)
                .filteredOn(sent -> !sent.operation().endsWith("GetItem")
                        && !sent.body().contains("\"FAILED\""))
                .doesNotHaveDuplicates();
    }

    /** Another attempt gets all units that are left, and no more. */
    private void requireNoLeak(String resource, long units, History history) {
        String rest = Engine.fresh("rest");
        assertThat(history.record(rest, () -> later.book(rest, resource, units)).committed())
                .as("all units that are left").isTrue();
        String more = Engine.fresh("more");
        assertThat(history.record(more, () -> later.book(more, resource, 1)).reason())
                .isEqualTo("INSUFFICIENT_CAPACITY");
    }

    private String defined(long capacity) {
        String resource = Engine.fresh("resource");
        functions.define(resource, capacity);
        return resource;
    }

    private static String brief(Reply reply) {
        return (reply.status() + " " + reply.reason()).strip();
    }
}
