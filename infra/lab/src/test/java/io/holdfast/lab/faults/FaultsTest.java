package io.holdfast.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Fault;
import io.holdfast.engine.Wire;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.workload.History;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each fault at each request of each operation, on the wire. The answer must be true when it is
 * given and stay true when a late request arrives; asking again must give the same answer; nothing is
 * half done; and the write of a command goes out once.
 */
class FaultsTest {
    private final Wire wire = Engine.wire();
    private final Functions functions = Functions.on(Engine.overHttp());

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
            0, UNPROCESSED,          503
            1, LOST,                 409 STORE_ERROR
            1, ANSWER_LOST,          201
            1, LATE,                 409 STORE_ERROR
            1, SERVER_ERROR,         409 STORE_ERROR
            1, SERVER_ERROR_APPLIED, 201
            1, THROTTLED,            409 THROTTLED
            1, CONFLICT,             409 CONTENTION
            """)
    @DisplayName("a booking that would be admitted")
    void booking(int request, Fault fault, String answer) {
        String first = defined(3);
        String second = defined(3);
        String booking = Engine.fresh("booking");

        wire.plan(Map.of(request, fault));
        Reply reply = functions.bookEach(booking, first, second);
        assertThat(wire.operations()).filteredOn("TransactWriteItems"::equals)
                .as("the write of a command goes out once").hasSizeLessThanOrEqualTo(1);
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(brief(reply)).isEqualTo(answer);
        History history = new History(functions);
        history.record(booking, () -> reply);
        history.record(booking, () -> functions.bookEach(booking, first, second));
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
        assertThat(wire.operations()).doesNotContain("TransactWriteItems");
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

    @ParameterizedTest(name = "{1} at request {0}: {2}")
    @CsvSource(textBlock = """
            0, LOST,                 503
            0, THROTTLED,            503
            0, UNPROCESSED,          503
            1, LOST,                 409 STORE_ERROR
            1, ANSWER_LOST,          200
            1, LATE,                 409 STORE_ERROR
            1, SERVER_ERROR,         409 STORE_ERROR
            1, SERVER_ERROR_APPLIED, 200
            1, THROTTLED,            409 THROTTLED
            1, CONFLICT,             409 CONTENTION
            """)
    @DisplayName("a definition")
    void definition(int request, Fault fault, String answer) {
        String resource = defined(3);
        String command = Engine.fresh("command");

        wire.plan(Map.of(request, fault));
        Reply reply = functions.define(resource, command, "{\"capacity\":7}");
        assertThat(wire.operations()).filteredOn("TransactWriteItems"::equals)
                .as("the write of a command goes out once").hasSizeLessThanOrEqualTo(1);
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(brief(reply)).isEqualTo(answer);
        Reply again = functions.define(resource, command, "{\"capacity\":7}");
        if (reply.status() == 503) {
            assertThat(again.committed()).as("the id is still usable").isTrue();
        } else {
            assertThat(again.verdict()).isEqualTo(reply.verdict());
        }
        assertThat(functions.resource(resource).number("capacity"))
                .isEqualTo(again.committed() ? 7 : 3);
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

        wire.plan(Map.of(request, fault));
        Reply reply = functions.define(resource, command, "{\"status\":\"OPEN\"}");
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(brief(reply)).isEqualTo(answer);
        assertThat(functions.define(resource, command, "{\"status\":\"OPEN\"}").verdict())
                .isEqualTo(reply.verdict());
        assertThat(functions.resource(resource).number("version")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"LOST", "ANSWER_LOST", "LATE", "SERVER_ERROR", "SERVER_ERROR_APPLIED",
            "THROTTLED", "CONFLICT"})
    void resolve(Fault fault) {
        String booking = Engine.fresh("booking");

        wire.plan(Map.of(0, fault));
        Reply reply = functions.resolve(booking);
        wire.deliverLate();
        wire.plan(Map.of());

        assertThat(reply.reason()).isEqualTo("ABANDONED");
        assertThat(functions.resolve(booking).verdict()).isEqualTo(reply.verdict());
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
