package io.holdfast.lab.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Interception;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lambda.Route;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A precondition of a request is honored or rejected, and never silently ignored. */
class PreconditionsTest {
    private static final Map<String, String> CREATE = Map.of("if-none-match", "*");
    private static final Map<String, String> CHANGE = Map.of("if-match", "*");

    private final Functions functions = Functions.on(Engine.embedded());
    private final String resource = Engine.fresh("resource");

    @Test
    void ifNoneMatchCreatesAndNeverChanges() {
        assertThat(define("c1", CREATE, 5).status()).isEqualTo(201);

        Reply unmet = define("c2", CREATE, 6);

        assertThat(unmet.status()).isEqualTo(412);
        assertThat(unmet.text("type")).isEqualTo("urn:holdfast:problem:precondition-failed");
        assertThat(unmet.text("detail")).contains("expectedDefinitionVersion");
        assertThat(functions.resource(resource).number("capacity")).isEqualTo(5);
        assertThat(define("c2", Map.of(), 7).status()).as("no verdict: the id is unused")
                .isEqualTo(200);
    }

    @Test
    void ifMatchChangesAndNeverCreates() {
        assertThat(define("c1", CHANGE, 5).status()).isEqualTo(412);
        assertThat(functions.resource(resource).status()).isEqualTo(404);

        define("c2", Map.of(), 5);

        assertThat(define("c1", CHANGE, 6).status()).isEqualTo(200);
    }

    @Test
    void theRepetitionOfACreationAnswersItsVerdict() {
        Reply created = define("c1", CREATE, 5);

        Reply again = define("c1", CREATE, 5);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.verdict()).isEqualTo(created.verdict());
        assertThat(again.body().get("replayed").booleanValue()).isTrue();
    }

    @Test
    void ofTwoCreationsAtOnceOneIsMadeAndTheOtherIsNotMet() {
        Functions late = beforeTheWrite(() -> define("c1", CREATE, 5));

        Reply loser = call(late, "c2", CREATE, 6);

        assertThat(loser.status()).isEqualTo(412);
        assertThat(functions.resource(resource).number("capacity")).isEqualTo(5);
    }

    /** It was answered by nobody and settled by nobody, but its record says that it is kept. */
    @Test
    void aCreationThatIsOnlyRecordedCountsAsMade() {
        Functions dying = Functions.on(withoutSettlement().around(Engine.embedded()));
        assertThat(call(dying, "c1", CREATE, 5).status()).isEqualTo(503);

        assertThat(define("c2", CREATE, 6).status()).isEqualTo(412);
        assertThat(define("c1", CREATE, 5).committed()).isTrue();
        assertThat(functions.resource(resource).number("capacity")).isEqualTo(5);
    }

    /** The settlement of a creation gets no answer, and does not arrive. */
    private static Interception withoutSettlement() {
        return (request, proceed) -> {
            if (request instanceof UpdateItemRequest) {
                throw SdkClientException.create("no answer");
            }
            return proceed.with(request);
        };
    }

    /**
     * Another delivery of the command makes both between the read of the command and that of the
     * resource.
     */
    @Test
    void aCreationThatIsDeliveredTwiceAtOnceIsNeverUnmet() {
        AtomicInteger reads = new AtomicInteger();
        Interception torn = (request, proceed) -> {
            if (request instanceof BatchGetItemRequest && reads.getAndIncrement() == 0) {
                define("c1", CREATE, 5);
                return withoutTheCommand((BatchGetItemResponse) proceed.with(request));
            }
            return proceed.with(request);
        };
        DynamoDbClient client = torn.around(Engine.embedded());

        Reply twin = call(Functions.on(client), "c1", CREATE, 5);

        assertThat(twin.committed()).isTrue();
        assertThat(twin.body().get("replayed").booleanValue()).isTrue();
    }

    @Test
    void whatIsReadAgainAndNotReadIsUndecided() {
        define("c1", CREATE, 5);
        AtomicInteger reads = new AtomicInteger();
        Interception outage = (request, proceed) -> {
            if (reads.getAndIncrement() > 0) {
                throw SdkClientException.create("no answer");
            }
            return proceed.with(request);
        };

        Reply reply = call(Functions.on(outage.around(Engine.embedded())), "c2", CREATE, 6);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers().path("retry-after").asText()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "W/\"1\"", "\"*\"", "*, \"1\"", "", "1"})
    void anyOtherTagIsOfSomethingElse(String tag) {
        define("c1", Map.of(), 5);

        assertThat(define("c2", Map.of("if-match", tag), 6).status()).isEqualTo(412);
        Reply refused = define("c3", Map.of("if-none-match", tag), 6);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("field")).isEqualTo("If-None-Match");
        assertThat(functions.resource(resource).number("capacity")).isEqualTo(5);
    }

    @Test
    void bothAtOnceAreRefused() {
        Map<String, String> both = Map.of("if-match", "*", "if-none-match", "*");

        assertThat(define("c1", both, 5).text("field")).isEqualTo("If-None-Match");
    }

    @Test
    void whereNoneIsHonoredItIsRefused() {
        for (Route route : List.of(Route.BOOK, Route.CONFIRM, Route.RELEASE, Route.EXTEND,
                Route.AMEND, Route.RESOLVE)) {
            Reply reply = functions.call(route, Engine.fresh("b"), CREATE,
                    route == Route.BOOK ? "{\"resourceId\":\"r\",\"units\":1}" : "");
            assertThat(reply.status()).as(route.name()).isEqualTo(400);
            assertThat(reply.text("field")).isEqualTo("If-None-Match");
        }
    }

    @Test
    void aReadIgnoresThemAsHttpAllows() {
        define("c1", Map.of(), 5);

        assertThat(functions.call(Route.READ_RESOURCE, resource, Map.of("if-none-match", "\"1\""),
                "").status()).isEqualTo(200);
    }

    @Test
    void aBookingIsNamedByItsIdAlone() {
        define("c1", Map.of(), 5);
        String booking = Engine.fresh("b");
        String body = "{\"resourceId\":\"" + resource + "\",\"units\":1}";

        Reply refused = functions.call(Route.BOOK, booking, Map.of("idempotency-key", "other"),
                body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("field")).isEqualTo("Idempotency-Key");
        assertThat(functions.booking(booking).status()).isEqualTo(404);
        assertThat(functions.call(Route.BOOK, booking,
                Map.of("idempotency-key", "\"" + booking + "\""), body).status()).isEqualTo(201);
    }

    private Reply define(String command, Map<String, String> precondition, long capacity) {
        return call(functions, command, precondition, capacity);
    }

    private Reply call(Functions on, String command, Map<String, String> precondition,
            long capacity) {
        Map<String, String> headers = new TreeMap<>(precondition);
        headers.put("idempotency-key", command + "-" + resource);
        return on.call(Route.DEFINE_RESOURCE, resource, headers,
                "{\"capacity\":" + capacity + "}");
    }

    private static Functions beforeTheWrite(Runnable other) {
        AtomicInteger writes = new AtomicInteger();
        Interception race = (request, proceed) -> {
            if (request instanceof PutItemRequest && writes.getAndIncrement() == 0) {
                other.run();
            }
            return proceed.with(request);
        };
        return Functions.on(race.around(Engine.embedded()));
    }

    private static BatchGetItemResponse withoutTheCommand(BatchGetItemResponse response) {
        List<Map<String, AttributeValue>> items = Objects
                .requireNonNull(response.responses().get(Engine.TABLE)).stream()
                .filter(item -> !Items.text(item, "sk").equals("command")).toList();
        return response.toBuilder().responses(Map.of(Engine.TABLE, items)).build();
    }
}
