package io.holdfast.lab.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.invocation.ContextRemainingTime;
import io.holdfast.lambda.invocation.Wiring;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The functions reject a request that no authorizer has let in, beside what the API itself rejects.
 */
class AuthorizationTest {
    private final Functions closed = new Functions(new Wiring(
            new DynamoDbLedger(Engine.embedded(), Engine.TABLE), InstantSource.system(),
            ContextRemainingTime::new, true, Optional.empty()));

    @ParameterizedTest
    @EnumSource(Route.class)
    void everyRouteIsClosed(Route route) {
        for (String authorizer : new String[]{"", ",\"authorizer\":null", ",\"authorizer\":{}",
                ",\"authorizer\":{\"iam\":null}"}) {
            Reply reply = ask(route, authorizer);
            assertThat(reply.status()).as(authorizer).isEqualTo(403);
            assertThat(reply.text("type")).isEqualTo("urn:holdfast:problem:forbidden");
        }
    }

    @ParameterizedTest
    @EnumSource(Route.class)
    void anAuthorizerOfTheWrongTypeIsNoEvent(Route route) {
        for (String authorizer : new String[]{",\"authorizer\":\"iam\"",
                ",\"authorizer\":[{\"iam\":{}}]", ",\"authorizer\":true"}) {
            Reply reply = ask(route, authorizer);
            assertThat(reply.status()).as(authorizer).isEqualTo(400);
            assertThat(reply.text("field")).isEqualTo("event");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Route.class, mode = EnumSource.Mode.EXCLUDE, names = "READ_PROBLEMS")
    void whomAnAuthorizerHasSeenIsLetIn(Route route) {
        for (String authorizer : new String[]{
                // Function URLs and emulators send it, and the authorizer follows it.
                ",\"authentication\":null,\"authorizer\":{\"iam\":{\"cognitoIdentity\":null}}",
                ",\"authorizer\":{\"iam\":{\"userArn\":\"arn:aws:iam::1:user/x\"}}",
                ",\"authorizer\":{\"jwt\":{\"claims\":{\"sub\":\"x\"},\"scopes\":[\"a\"]}}"}) {
            assertThat(ask(route, authorizer).status()).as(authorizer).isNotEqualTo(403);
        }
    }

    private Reply ask(Route route, String authorizer) {
        String event = "{\"requestContext\":{\"requestId\":\"" + Engine.fresh("r") + "\""
                + authorizer
                + "},\"pathParameters\":{\"bookingId\":\"" + Engine.fresh("b")
                + "\",\"resourceId\":\"" + Engine.fresh("r") + "\"},\"body\":\"{}\"}";
        return closed.invoke(route, event.getBytes(StandardCharsets.UTF_8),
                new TestContext(30_000));
    }
}
