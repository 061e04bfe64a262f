package io.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.engine.Interception;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.invocation.Wiring;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * The worst case of a command: every request ends by its timeout. Their time is
 * counted, not waited for; the waits between tries to record are real.
 */
class WorstCaseTest {
    private static final Duration API = Duration.ofSeconds(30);
    /** The waits between the tries to record, with all the jitter that they can get. */
    private static final Duration WAITS = Duration.ofMillis((25 + 75 + 200) * 3 / 2);
    private static final Duration FUNCTION = Duration.ofSeconds(
            Template.read().at("/Globals/Function/Timeout").longValue());

    private int answered = Integer.MAX_VALUE;
    private int requests;
    private final Interception silence = (request, proceed) -> {
        requests++;
        if (requests <= answered) {
            return proceed.with(request);
        }
        throw ApiCallTimeoutException.builder().message("no answer").build();
    };
    private final Wiring wiring = Wiring
            .of(new DynamoDbLedger(silence.around(new MemoryDynamoDb()), "table"));

    @Test
    void aStoreThatFallsSilentAfterTheReadTakesSixRequestsAndFitsTheFunction() throws IOException {
        call(Route.DEFINE_RESOURCE, "r", "{\"capacity\":5}");
        requests = 0;
        answered = 1;

        assertThat(call(Route.BOOK, "b", "{\"resourceId\":\"r\",\"units\":1}")).isEqualTo(503);
        assertThat(requests).as("a read, a note and four tries to record that it failed")
                .isEqualTo(6);
        assertThat(StoreClient.CALL_TIMEOUT.multipliedBy(requests).plus(WAITS))
                .isLessThan(FUNCTION);
        assertThat(FUNCTION).isLessThan(API);
    }

    @Test
    void aStoreThatIsSilentFromTheStartTakesOneRequest() throws IOException {
        answered = 0;

        assertThat(call(Route.BOOK, "b", "{\"resourceId\":\"r\",\"units\":1}")).isEqualTo(503);
        assertThat(requests).as("after a failed read nothing is sent").isEqualTo(1);
    }

    @Test
    void theConnectionAndTheAnswerTogetherFitTheCall() {
        assertThat(StoreClient.CONNECT_TIMEOUT.plus(StoreClient.READ_TIMEOUT))
                .isLessThan(StoreClient.CALL_TIMEOUT);
    }

    private int call(Route route, String id, String body) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        route.handler(wiring).handleRequest(
                new ByteArrayInputStream(Events.http(route, id, "", body).toString()
                        .getBytes(StandardCharsets.UTF_8)),
                output, context());
        JsonNode reply = Events.parse(output.toString(StandardCharsets.UTF_8));
        return reply.get("statusCode").intValue();
    }

    /** The function's own timeout, less what the requests so far would have taken. */
    private Context context() {
        LambdaLogger silent = proxy(LambdaLogger.class, method -> null);
        return proxy(Context.class, method -> switch (method) {
            case "getRemainingTimeInMillis" -> Math.toIntExact(FUNCTION
                    .minus(StoreClient.CALL_TIMEOUT.multipliedBy(Math.max(0, requests)))
                    .toMillis());
            case "getAwsRequestId" -> "request";
            case "getLogger" -> silent;
            default -> null;
        });
    }

    private interface Answers {
        @Nullable
        Object to(String method);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (proxy, method, arguments) -> answers.to(method.getName())));
    }
}
