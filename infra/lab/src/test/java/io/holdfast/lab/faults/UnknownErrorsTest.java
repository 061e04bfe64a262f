package io.holdfast.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Interception;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Answers to a conditional write that say less than the service documents: no item, an empty one, no
 * error code, or one that this release does not know. What is not known is never mapped to an
 * answer.
 */
class UnknownErrorsTest {
    private final Functions functions = Functions.on(Engine.embedded());
    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");

    static List<Optional<Map<String, AttributeValue>>> nothingShown() {
        return List.of(Optional.empty(), Optional.of(Map.of()));
    }

    /** The service leaves the item out if it does not exist. */
    @ParameterizedTest
    @MethodSource("nothingShown")
    void aRefusedNoteThatShowsNoItemSaysThatTheResourceIsGone(
            Optional<Map<String, AttributeValue>> item) {
        functions.define(resource, 5);
        Functions refused = Functions
                .on(refusing(UnknownErrorsTest::isNote, refused(item)));

        Reply reply = refused.book(booking, resource, 1);

        assertThat(reply.reason()).isEqualTo("RESOURCE_NOT_FOUND");
        assertThat(functions.book(booking, resource, 1).verdict()).isEqualTo(reply.verdict());
        assertThat(functions.counters(resource)).isEqualTo("5 0 0");
    }

    /** It says that there is a record, but not which verdict it has. */
    @ParameterizedTest
    @MethodSource("nothingShown")
    void aRefusedPutThatShowsNoItemIsUndecidedAndUndoesNothing(
            Optional<Map<String, AttributeValue>> item) {
        functions.define(resource, 5);
        Functions refused = Functions
                .on(refusing(PutItemRequest.class::isInstance, refused(item)));

        assertThat(refused.book(booking, resource, 1).status()).isEqualTo(503);
        assertThat(Items.number(Items.resource(resource), "confirmed")).as("still noted")
                .isEqualTo(1);
        assertThat(functions.book(booking, resource, 1).status()).as("adopted").isEqualTo(201);
        assertThat(functions.counters(resource)).isEqualTo("4 0 1");
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                // A 4xx with a code is the store's own refusal.
                Arguments.of(400, "SomethingNewException", "409 STORE_ERROR"),
                Arguments.of(400, "ReplicatedWriteConflictException", "409 CONTENTION"),
                Arguments.of(400, "TransactionConflictException", "409 CONTENTION"),
                Arguments.of(400, "ThrottlingException", "409 THROTTLED"),
                // Without a code it is a proxy's, and the write may still arrive.
                Arguments.of(400, "", "409 STORE_ERROR"),
                Arguments.of(302, "", "409 STORE_ERROR"),
                Arguments.of(503, "ThrottlingException", "409 STORE_ERROR"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("errors")
    void aNoteWithAnErrorIsRecordedForTheReasonThatIsKnown(int status, String code,
            String answer) {
        functions.define(resource, 5);
        functions.hold(booking, resource, 2, "PT10M");
        Functions failing = Functions
                .on(refusing(UnknownErrorsTest::isNote, error(status, code)));
        String booked = Engine.fresh("booking");
        String command = Engine.fresh("command");

        for (Reply reply : List.of(failing.book(booked, resource, 1),
                failing.confirm(booking, command),
                failing.define(resource, command, "{\"capacity\":7}"))) {
            assertThat(reply.status() + " " + reply.reason()).isEqualTo(answer);
        }
        String reason = answer.substring(4);
        assertThat(functions.book(booked, resource, 1).reason()).as("recorded").isEqualTo(reason);
        assertThat(functions.confirm(booking, command).reason()).isEqualTo(reason);
        assertThat(functions.counters(resource)).isEqualTo("3 2 0");
    }

    /** A member without an answer may have been put: it is fenced, and the fence finds it. */
    @Test
    void aBatchThatAnswersForTooFewIsAmbiguousForEach() {
        functions.define(resource, 5);
        Interception shortened = (request, proceed) -> {
            Object answer = proceed.with(request);
            return answer instanceof BatchExecuteStatementResponse whole
                    ? whole.toBuilder().responses(whole.responses().subList(0, 1)).build()
                    : answer;
        };

        assertThat(Functions.on(shortened.around(Engine.embedded()))
                .batch(List.of(message("a"), message("b")))).allMatch(Reply::committed);
        assertThat(functions.counters(resource)).isEqualTo("3 0 2");
    }

    @Test
    void aMemberWithACodeThatIsNotKnownIsAmbiguous() {
        functions.define(resource, 5);
        Interception unknown = (request, proceed) -> request instanceof BatchExecuteStatementRequest
                ? BatchExecuteStatementResponse.builder().responses(
                        error("SomethingNew"), error("SomethingNew")).build()
                : proceed.with(request);

        List<Reply> replies = Functions.on(unknown.around(Engine.embedded()))
                .batch(List.of(message("a"), message("b")));

        assertThat(replies).allMatch(reply -> reply.reason().equals("STORE_ERROR"));
        assertThat(functions.counters(resource)).as("undone").isEqualTo("5 0 0");
    }

    private static BatchStatementResponse error(String code) {
        return BatchStatementResponse.builder().error(error -> error.code(code)).build();
    }

    private String message(String name) {
        return "{\"command\":\"book\",\"bookingId\":\"" + Engine.fresh(name)
                + "\",\"resourceId\":\"" + resource + "\",\"units\":1}";
    }

    private static boolean isNote(DynamoDbRequest request) {
        return request instanceof UpdateItemRequest update
                && Items.text(update.key(), "sk").equals("resource");
    }

    private static DynamoDbException refused(Optional<Map<String, AttributeValue>> item) {
        ConditionalCheckFailedException.Builder refused = ConditionalCheckFailedException.builder();
        item.ifPresent(refused::item);
        return (DynamoDbException) refused.statusCode(400)
                .awsErrorDetails(details("ConditionalCheckFailedException")).build();
    }

    private static DynamoDbException error(int status, String code) {
        return (DynamoDbException) DynamoDbException.builder().statusCode(status).message(code)
                .awsErrorDetails(details(code)).build();
    }

    private static AwsErrorDetails details(String code) {
        return AwsErrorDetails.builder().errorCode(code).build();
    }

    /** A client whose requests of that kind do not apply, and end with that error. */
    private static DynamoDbClient refusing(Predicate<DynamoDbRequest> which,
            DynamoDbException error) {
        Interception interception = (request, proceed) -> {
            if (which.test(request)) {
                throw error;
            }
            return proceed.with(request);
        };
        return interception.around(Engine.embedded());
    }
}
