package io.holdfast.lab.queue;

import static io.holdfast.lab.queue.Messages.define;
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
import io.holdfast.lambda.queue.Rejection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Definitions through the queue, alone and among bookings. */
class DefinitionsTest {
    private final Functions functions = Functions.on(Engine.embedded());
    private final String resource = Engine.fresh("resource");
    private final CommandQueueDouble queue = new CommandQueueDouble();
    private final TestContext context = new TestContext(30_000);

    @Test
    void aMessageDefinesAsItsRouteDoes() {
        String command = Engine.fresh("command");

        Batch batch = batch(
                define("g", resource, ",\"commandId\":\"" + command + "\",\"capacity\":5"),
                define("g", resource, ",\"commandId\":null,\"status\":\"CLOSED\""),
                define("g", resource, ",\"capacity\":1,\"expectedDefinitionVersion\":7"));

        assertThat(batch.back()).isEmpty();
        assertThat(batch.replies().stream().map(reply -> reply.status() + reply.reason()))
                .containsExactly("201", "200", "409VERSION_MISMATCH");
        assertThat(functions.resource(resource).number("capacity")).isEqualTo(5);
        assertThat(functions.resource(resource).text("status")).isEqualTo("CLOSED");
        Reply route = functions.define(resource, command, "{\"capacity\":5}");
        assertThat(route.verdict()).as("the same command by its route is a replay")
                .isEqualTo(batch.replies().getFirst().verdict());
    }

    @Test
    void aCommandThatIsNamedIsCarriedOutOnceHoweverOftenItIsSent() {
        String named = ",\"commandId\":\"" + Engine.fresh("command") + "\",\"capacity\":5";
        batch(define("g", resource, named), define("g", resource, ",\"capacity\":7"));

        batch(define("g", resource, named));

        assertThat(functions.resource(resource).number("capacity")).isEqualTo(7);
    }

    @Test
    void withoutANameARedeliveryIsAReplayAndAnotherMessageSetsTheValuesAgain() {
        Message five = define("g", resource, ",\"capacity\":5");
        batch(five, define("g", resource, ",\"capacity\":7"));

        batch(five);
        assertThat(functions.resource(resource).number("capacity")).isEqualTo(7);
        batch(define("g", resource, ",\"capacity\":5"));
        assertThat(functions.resource(resource).number("capacity")).isEqualTo(5);
    }

    /** Executed first, it would make room for the second booking; last, there is none for the third. */
    @Test
    void aDefinitionKeepsItsPlaceAmongTheBookingsOfItsMessageGroup() {
        functions.define(resource, 1);

        Batch batch = batch(book("g"), book("g"), define("g", resource, ",\"capacity\":2"),
                book("g"));

        assertThat(batch.replies().stream().map(reply -> reply.outcome() + reply.reason()))
                .containsExactly("COMMITTED", "FAILEDINSUFFICIENT_CAPACITY", "COMMITTED",
                        "COMMITTED");
        assertThat(functions.counters(resource)).isEqualTo("0 0 2");
    }

    @Test
    void aResourceIsDefinedBeforeTheBookingsBehindIt() {
        Batch batch = batch(define("g", resource, ",\"capacity\":2"), book("g"), book("g"));

        assertThat(batch.replies()).allMatch(Reply::committed);
        assertThat(context.logged()).as("the bookings share a write")
                .contains("\"command\":\"book\"").contains("\"together\":2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'command':'define','capacity':5}|resourceId|is required",
            "{'command':'define','resourceId':'..','capacity':5}|resourceId|neither . nor ..",
            "{'command':'define','resourceId':'none','status':'CLOSED'}|capacity|to create",
            "{'command':'define','resourceId':'r','capacity':-1}|capacity|from 0 to 1000000000000",
            "{'command':'define','resourceId':'r','capacity':1,'bookingId':'b'}|bookingId|unknown",
            "{'command':'define','resourceId':'r','capacity':1,'commandId':'.'}|commandId|neither",
            "{'command':'define','resourceId':'r','status':'open'}|status|one of [OPEN, CLOSED]",
            "{'command':'burn','bookingId':'b'}|command|define"})
    void whatCanNeverBeDefinedIsMovedAndWhatIsBehindItIsCarriedOut(String body, String field,
            String problem) {
        Message bad = new Message(Engine.fresh("message"), "g", body.replace('\'', '"'));

        Batch batch = batch(bad, define("g", resource, ",\"capacity\":2"));

        assertThat(batch.back()).isEmpty();
        assertThat(queue.moved).containsOnlyKeys(bad.id());
        Rejection why = queue.moved.values().iterator().next();
        assertThat(why.reason()).isEqualTo("INVALID_REQUEST");
        assertThat(why.field()).isEqualTo(field);
        assertThat(why.problem()).contains(problem);
        assertThat(functions.resource(resource).number("capacity")).isEqualTo(2);
    }

    @Test
    void anIdOfAnotherDefinitionIsMoved() {
        String named = ",\"commandId\":\"" + Engine.fresh("command") + "\"";
        Message other = define("g", resource, named + ",\"capacity\":6");

        Batch batch = batch(define("g", resource, named + ",\"capacity\":5"), other);

        assertThat(batch.back()).isEmpty();
        assertThat(queue.moved).containsOnlyKeys(other.id());
        assertThat(queue.moved.values()).extracting(moved -> moved.reason())
                .containsExactly("KEY_REUSED");
        assertThat(functions.resource(resource).number("capacity")).isEqualTo(5);
    }

    @Test
    void anUndecidedDefinitionStopsItsMessageGroupAndNoOther() {
        functions.define(resource, 1);
        String dark = Engine.fresh("dark");
        Message undecided = define("g", resource,
                ",\"commandId\":\"" + dark + "\",\"capacity\":2");
        Message behind = book("g");

        Batch batch = Functions.on(withoutRecordOf(dark).around(Engine.embedded()))
                .batch(List.of(undecided, behind, book("h")), context, queue);

        assertThat(batch.back()).containsExactly(undecided.id(), behind.id());
        assertThat(functions.counters(resource)).as("only the other group's").isEqualTo("0 0 1");
        assertThat(batch(undecided, behind).replies()).allMatch(Reply::committed);
        assertThat(functions.counters(resource)).isEqualTo("0 0 2");
    }

    /** A store that answers no write of that command's record. */
    private static Interception withoutRecordOf(String command) {
        return (request, proceed) -> {
            if (request instanceof PutItemRequest && request.toString().contains(command)) {
                throw SdkClientException.create("no answer");
            }
            return proceed.with(request);
        };
    }

    private Batch batch(Message... messages) {
        return functions.batch(List.of(messages), context, queue);
    }

    private Message book(String group) {
        return message(group, "book", Engine.fresh("b"),
                ",\"resourceId\":\"" + resource + "\",\"units\":1");
    }
}
