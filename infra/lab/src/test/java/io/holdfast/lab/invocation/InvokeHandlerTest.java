package io.holdfast.lab.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.engine.Interception;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.CommandRejected;
import io.holdfast.lambda.CommandUndecided;
import io.holdfast.lambda.InternalFailure;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Direct invocation: it reads the JSON of the queue's messages, and returns the verdict of the
 * routes.
 */
class InvokeHandlerTest {
    private final Functions functions = Functions.on(Engine.embedded());
    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");
    private final TestContext context = new TestContext(30_000);

    @BeforeEach
    void define() {
        functions.define(resource, 5);
    }

    @Test
    void theVerdictIsThatOfTheRoute() {
        String verdict = functions.invoke(book(2), context);

        Reply route = functions.book(booking, resource, 2);
        assertThat(verdict).isEqualTo(
                route.body().toString().replace("\"replayed\":true", "\"replayed\":false"));
    }

    @Test
    void aDefinitionIsAnsweredAsByItsRoute() {
        String define = "{\"command\":\"define\",\"resourceId\":\"" + booking
                + "\",\"commandId\":\"c-" + booking + "\",\"capacity\":5}";

        String verdict = functions.invoke(define, context);

        Reply route = functions.define(booking, "c-" + booking, "{\"capacity\":5}");
        assertThat(verdict).contains("\"created\":true").isEqualTo(
                route.body().toString().replace("\"replayed\":true", "\"replayed\":false"));
        assertThat(functions.invoke(define, context)).isEqualTo(route.body().toString());
        assertThatThrownBy(() -> functions.invoke(define.replace(":5}", ":6}"), context))
                .isInstanceOf(CommandRejected.class).hasMessageContaining("key-reused");
    }

    @Test
    void aDefinitionWithoutAnIdIsNamedAfterTheInvocationSoThatItsRetryIsAReplay() {
        String define = "{\"command\":\"define\",\"resourceId\":\"" + resource
                + "\",\"capacity\":7}";
        TestContext named = new TestContext(30_000, Engine.fresh("request"));

        String first = functions.invoke(define, named);
        functions.define(resource, 9);
        String again = functions.invoke(define, named);

        assertThat(again).isEqualTo(first.replace("\"replayed\":false", "\"replayed\":true"));
        assertThat(functions.resource(resource).number("capacity")).isEqualTo(9);
    }

    @Test
    void aDefinitionThatFailsIsAResultAndOneThatCanNeverHaveAVerdictIsNot() {
        functions.book(booking, resource, 4);

        assertThat(functions.invoke("{\"command\":\"define\",\"resourceId\":\"" + resource
                + "\",\"commandId\":\"" + Engine.fresh("c") + "\",\"capacity\":3}", context))
                .contains("\"outcome\":\"FAILED\"",
                        "\"reason\":\"CAPACITY_IN_USE\"");
        assertThatThrownBy(() -> functions.invoke("{\"command\":\"define\",\"resourceId\":\""
                + booking + "\",\"status\":\"OPEN\"}", context))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("capacity: is required to create a resource");
    }

    @Test
    void aFailedVerdictIsAResult() {
        assertThat(functions.invoke(book(9), context)).contains("\"outcome\":\"FAILED\"",
                "\"reason\":\"INSUFFICIENT_CAPACITY\"", "\"transient\":false");
    }

    @Test
    void aFullReleaseWithoutAnIdIsNamedAfterTheInvocationSoThatItsRetryIsAReplay() {
        functions.hold(booking, resource, 2, "PT10M");
        String release = "{\"command\":\"release\",\"bookingId\":\"" + booking
                + "\",\"units\":null,\"commandId\":null}";

        String first = functions.invoke(release, context);
        String again = functions.invoke(release, context);

        assertThat(again).isEqualTo(first.replace("\"replayed\":false", "\"replayed\":true"));
        assertThat(functions.counters(resource)).isEqualTo("5 0 0");
    }

    @Test
    void anExtensionAndAnAmendmentWithoutAnIdAreNamedAfterTheInvocationToo() {
        for (String command : List.of("\"extend\",\"holdFor\":\"PT20M\"",
                "\"amend\",\"units\":3")) {
            String held = Engine.fresh("held");
            functions.hold(held, resource, 1, "PT10M");
            String body = "{\"bookingId\":\"" + held + "\",\"command\":" + command + "}";

            String first = functions.invoke(body, context);

            assertThat(first).contains("\"outcome\":\"COMMITTED\"", "\"replayed\":false");
            assertThat(functions.invoke(body, context)).contains("\"replayed\":true");
        }
        assertThat(functions.counters(resource)).isEqualTo("1 4 0");
    }

    @Test
    void aPartialReleaseWithoutAnIdIsRefusedForItWouldBeCarriedOutTwice() {
        functions.hold(booking, resource, 2, "PT10M");

        for (String part : List.of("\"units\":1",
                "\"lines\":[{\"resourceId\":\"" + resource + "\",\"units\":1}]")) {
            assertThatThrownBy(() -> functions.invoke("{\"command\":\"release\",\"bookingId\":\""
                    + booking + "\"," + part + "}", context))
                    .isInstanceOf(CommandRejected.class)
                    .hasMessageContaining("commandId: is required with units or lines");
        }
        assertThat(functions.counters(resource)).isEqualTo("3 2 0");
    }

    @Test
    void whatIsNoCommandFailsWithTheProblemOfTheRoute() {
        assertThatThrownBy(() -> functions.invoke("{\"command\":\"book\"}", context))
                .isInstanceOf(CommandRejected.class)
                .hasStackTraceContaining("bookingId: is required");
        assertThatThrownBy(() -> functions.invoke("x".repeat(70_000), context))
                .isInstanceOf(CommandRejected.class).hasMessageContaining("65536");
        functions.invoke(book(1), context);
        assertThatThrownBy(() -> functions.invoke(book(2), context))
                .isInstanceOf(CommandRejected.class).hasMessageContaining("key-reused");
        assertThatThrownBy(() -> functions.invoke(
                "{\"command\":\"confirm\",\"bookingId\":\"there-is-none\"}", context))
                .isInstanceOf(CommandRejected.class).hasMessageContaining("BOOKING_NOT_FOUND");
    }

    @Test
    void withoutADecisiveAnswerTheInvocationFailsSoThatItIsMadeAgain() {
        Interception outage = (request, proceed) -> {
            throw SdkClientException.create("no answer");
        };

        assertThatThrownBy(() -> on(outage).invoke(book(1), context))
                .isInstanceOf(CommandUndecided.class);
        assertThat(functions.invoke(book(1), context)).contains("COMMITTED");
    }

    @Test
    void aBugTellsTheCallerNothingButTheRequestId() {
        Interception bug = (request, proceed) -> {
            throw new IllegalStateException("secret");
        };

        Throwable thrown = catchThrowable(() -> on(bug).invoke(book(1), context));

        assertThat(thrown).isInstanceOf(InternalFailure.class).hasNoCause()
                .hasMessageContaining("request-1").hasMessageNotContaining("secret");
        assertThat(thrown.getStackTrace()).isEmpty();
        assertThat(context.logged()).contains("secret");
    }

    private static Functions on(Interception interception) {
        DynamoDbClient client = interception.around(Engine.embedded());
        return Functions.on(client);
    }

    private String book(long units) {
        return "{\"command\":\"book\",\"bookingId\":\"" + booking + "\",\"resourceId\":\""
                + resource + "\",\"units\":" + units + "}";
    }
}
