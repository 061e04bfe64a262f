package io.holdfast.lab.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.RouteEvent;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.invocation.ContextRemainingTime;
import io.holdfast.lambda.invocation.Wiring;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The reply of each function, and its log after an error. */
class HandlersTest {
    private final Functions functions = Functions.on(Engine.embedded());
    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");

    @Test
    void aResourceIsCreatedThenChangedThenReplayed() {
        assertThat(functions.define(resource, "c1-" + resource, "{\"capacity\":5}").status())
                .isEqualTo(201);
        Reply changed = functions.define(resource, "c2-" + resource,
                "{\"capacity\":7,\"status\":\"CLOSED\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.number("definitionVersion")).isEqualTo(2);
        assertThat(functions.define(resource, "c1-" + resource, "{\"capacity\":5}").status())
                .as("a replay returns the first verdict and changes nothing").isEqualTo(200);

        Reply read = functions.resource(resource);
        assertThat(read.number("capacity")).isEqualTo(7);
        assertThat(read.text("status")).isEqualTo("CLOSED");
        assertThat(read.headers().has("etag")).as("time alone changes what is shown").isFalse();
        assertThat(read.headers().get("cache-control").textValue()).isEqualTo("no-store");
    }

    @Test
    void aStatusThatIsLeftOutStays() {
        functions.define(resource, "c1-" + resource, "{\"capacity\":5,\"status\":\"CLOSED\"}");
        functions.define(resource, "c2-" + resource, "{\"capacity\":6}");

        assertThat(functions.resource(resource).text("status")).isEqualTo("CLOSED");
    }

    @Test
    void theSameKeyForAnotherDefinitionIsReused() {
        functions.define(resource, "c1-" + resource, "{\"capacity\":5}");

        assertThat(functions.define(resource, "c1-" + resource, "{\"capacity\":6}").status())
                .isEqualTo(422);
        assertThat(functions.define(Engine.fresh("resource"), "c1-" + resource,
                "{\"capacity\":5}").status()).as("on another resource, too").isEqualTo(422);
    }

    @Test
    void aQuotedIdempotencyKeyIsTheSameKey() {
        functions.define(resource, "k-" + resource, "{\"capacity\":5}");

        assertThat(functions.define(resource, "\"k-" + resource + "\"", "{\"capacity\":5}")
                .body().get("replayed").booleanValue()).isTrue();
    }

    @Test
    void withoutAKeyEachDeliveryIsACommandOfItsOwn() {
        Reply one = functions.call(Route.DEFINE_RESOURCE, resource, Map.of(), "{\"capacity\":5}");
        Reply two = functions.call(Route.DEFINE_RESOURCE, resource, Map.of(), "{\"capacity\":6}");

        assertThat(two.number("definitionVersion")).isEqualTo(2);
        assertThat(one.text("commandId")).startsWith("delivery:").isNotEqualTo(
                two.text("commandId"));
    }

    @Test
    void anExpectedDefinitionVersionIsHeldAgainstTheCurrentOne() {
        assertThat(define("{\"capacity\":5,\"expectedDefinitionVersion\":1}").reason())
                .isEqualTo("RESOURCE_NOT_FOUND");
        assertThat(define("{\"capacity\":5,\"expectedDefinitionVersion\":0}").status())
                .isEqualTo(201);
        assertThat(define("{\"capacity\":5,\"expectedDefinitionVersion\":0}").reason())
                .isEqualTo("VERSION_MISMATCH");
        assertThat(define("{\"capacity\":6,\"expectedDefinitionVersion\":1}").status())
                .isEqualTo(200);
    }

    @Test
    void aCutBelowWhatIsTakenFailsOrDrains() {
        functions.define(resource, 5);
        functions.book(booking, resource, 4);

        Reply refused = define("{\"capacity\":3}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.reason()).isEqualTo("CAPACITY_IN_USE");
        assertThat(refused.body().get("evidence").toString()).isEqualTo("{\"resourceId\":\""
                + resource
                + "\",\"requested\":3,\"taken\":4,\"capacity\":5,\"definitionVersion\":1}");

        assertThat(define("{\"capacity\":3,\"allowDrain\":true}").status()).isEqualTo(200);
        assertThat(functions.resource(resource).number("available")).isEqualTo(-1);
        assertThat(functions.book(Engine.fresh("booking"), resource, 1).reason())
                .isEqualTo("INSUFFICIENT_CAPACITY");
        assertThat(define("{\"capacity\":6}").status()).as("a raise is no cut").isEqualTo(200);
        assertThat(functions.book(Engine.fresh("booking"), resource, 2).status()).isEqualTo(201);
    }

    @Test
    void aBookingCommitsOnceAndReplays() {
        functions.define(resource, 5);

        Reply first = functions.book(booking,
                "{\"resourceId\":\"" + resource + "\",\"units\":2,\"reference\":\"order 7\"}");
        Reply again = functions.book(booking,
                "{\"reference\":\"order 7\",\"units\":2.0,\"lines\":null,\"resourceId\":\""
                        + resource
                        + "\"}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.verdict()).isEqualTo(first.verdict());
        assertThat(first.text("reference")).isEqualTo("order 7");
        assertThat(functions.booking(booking).text("state")).isEqualTo("CONFIRMED");
        assertThat(functions.resource(resource).number("available")).isEqualTo(3);
    }

    @Test
    void theOrderOfLinesMakesNoOtherCommand() {
        String other = Engine.fresh("resource");
        functions.define(resource, 5);
        functions.define(other, 5);

        functions.bookEach(booking, resource, other);

        assertThat(functions.bookEach(booking, other, resource).status()).isEqualTo(200);
    }

    @Test
    void aFailureShowsItsReasonAndEvidenceForever() {
        functions.define(resource, 5);
        Reply failed = functions.book(booking, resource, 6);
        define("{\"capacity\":100}");

        Reply again = functions.book(booking, resource, 6);

        assertThat(failed.status()).isEqualTo(409);
        assertThat(failed.headers().get("content-type").textValue())
                .isEqualTo("application/problem+json");
        assertThat(failed.text("type"))
                .isEqualTo("urn:holdfast:problem:insufficient-capacity");
        assertThat(failed.body().get("transient").booleanValue()).isFalse();
        assertThat(failed.body().get("evidence").get("available").longValue()).isEqualTo(5);
        assertThat(again.verdict()).as("although there would be room by now")
                .isEqualTo(failed.verdict());
    }

    @Test
    void theFirstReasonByPrecedenceIsTheAnswer() {
        functions.define(resource, 1);
        String closed = Engine.fresh("closed");
        functions.define(closed, Engine.fresh("c"), "{\"capacity\":1,\"status\":\"CLOSED\"}");

        assertThat(functions.book(Engine.fresh("b"), "{\"lines\":[{\"resourceId\":\"" + resource
                + "\",\"units\":2},{\"resourceId\":\"" + closed + "\",\"units\":1}]}").reason())
                .isEqualTo("RESOURCE_CLOSED");
        assertThat(functions.bookEach(Engine.fresh("b"), closed, "none-" + resource).reason())
                .isEqualTo("RESOURCE_NOT_FOUND");
    }

    @Test
    void resolveOfACommittedBookingReturnsIt() {
        functions.define(resource, 5);
        functions.book(booking, resource, 2);

        Reply resolved = functions.resolve(booking);

        assertThat(resolved.status()).isEqualTo(200);
        assertThat(resolved.committed()).isTrue();
        assertThat(resolved.body().get("replayed").booleanValue()).isTrue();
    }

    @Test
    void anAbandonedIdAnswersAbandonedToAnyCommand() {
        functions.define(resource, 5);
        Reply resolved = functions.resolve(booking);

        assertThat(functions.book(booking, resource, 2).verdict()).isEqualTo(resolved.verdict());
        assertThat(functions.resource(resource).number("confirmed")).isZero();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(functions.booking(booking).reason()).isEqualTo("BOOKING_NOT_FOUND");
        assertThat(functions.booking(booking).status()).isEqualTo(404);
        assertThat(functions.resource(resource).reason()).isEqualTo("RESOURCE_NOT_FOUND");
    }

    @Test
    void aBodyMayComeAsText() {
        String event = "{\"pathParameters\":{\"resourceId\":\"" + resource
                + "\"},\"requestContext\":{\"http\":{\"method\":\"PUT\"},\"requestId\":\"x\"},"
                + "\"headers\":{\"Idempotency-Key\":\"t-" + resource
                + "\"},\"body\":\"{\\\"capacity\\\":5}\",\"isBase64Encoded\":false}";
        Reply reply = functions.invoke(Route.DEFINE_RESOURCE,
                event.getBytes(StandardCharsets.UTF_8), new TestContext(30_000));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("commandId")).isEqualTo("t-" + resource);
    }

    @Test
    void anUnexpectedErrorTellsNothingAndLogsItsCause() {
        functions.define(resource, 5);
        Engine.embedded().updateItem(update -> update.tableName(Engine.TABLE)
                .key(Map.of("pk", AttributeValue.fromS("resource#" + resource), "sk",
                        AttributeValue.fromS("resource")))
                .updateExpression("SET available = :wrong")
                .expressionAttributeValues(Map.of(":wrong", AttributeValue.fromN("77"))));
        TestContext context = new TestContext(30_000);

        Reply reply = functions.invoke(Route.READ_RESOURCE,
                RouteEvent.of(Route.READ_RESOURCE, resource, Map.of(), new byte[0]), context);

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body().toString()).isEqualTo("{\"type\":\"urn:holdfast:problem:internal\","
                + "\"title\":\"Internal error\",\"status\":500,\"detail\":\"The cause is in the log "
                + "under this request id\",\"requestId\":\"request-1\"}");
        assertThat(context.logged()).contains("CorruptItem", resource, "request-1");
    }

    @Test
    void withNoTimeLeftToRecordItIsUndecidedAndNothingIsSent() {
        functions.define(resource, 1);
        Functions hurried = new Functions(
                Wiring.of(new DynamoDbLedger(Engine.embedded(), Engine.TABLE)));
        Reply reply = hurried.invoke(Route.RESOLVE,
                RouteEvent.of(Route.RESOLVE, booking, Map.of(), new byte[0]),
                new TestContext(3_000));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(functions.booking(booking).status()).isEqualTo(404);
    }

    @Test
    void waitsAreJitteredAroundTheirBaseAndStopWhereTimeRunsOut() {
        ContextRemainingTime patient = new ContextRemainingTime(new TestContext(30_000));
        long start = System.nanoTime();
        assertThat(patient.await(Duration.ofMillis(20))).isTrue();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(10_000_000L);

        int oneRequest = Math.toIntExact(StoreClient.CALL_TIMEOUT.toMillis()) + 250;
        assertThat(new ContextRemainingTime(new TestContext(oneRequest - 1)).await(Duration.ZERO))
                .isFalse();
        assertThat(new ContextRemainingTime(new TestContext(oneRequest)).await(Duration.ZERO))
                .isTrue();
    }

    private Reply define(String body) {
        return functions.define(resource, Engine.fresh("command"), body);
    }
}
