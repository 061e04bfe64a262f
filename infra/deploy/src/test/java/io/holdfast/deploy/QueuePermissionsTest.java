package io.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.Interception;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.lambda.QueueHandler;
import io.holdfast.lambda.StreamHandler;
import io.holdfast.lambda.invocation.QueueClient;
import io.holdfast.lambda.invocation.Wiring;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Every request that a function itself sends to a queue is allowed to its role, and no other is. */
class QueuePermissionsTest {
    /** What Lambda does in the role's name to poll the queue. */
    private static final Set<String> POLLING = Set.of("sqs:ReceiveMessage CommandQueue",
            "sqs:DeleteMessage CommandQueue", "sqs:GetQueueAttributes CommandQueue");
    private static final Template TEMPLATE = Template.read();
    private static final byte[] ANSWER = "{}".getBytes(StandardCharsets.UTF_8);

    private final Set<String> sent = Collections.synchronizedSet(new TreeSet<>());
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    /** One action for the request and the queue that its URL names. */
    private void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String url = Events.parse(new String(exchange.getRequestBody().readAllBytes(),
                StandardCharsets.UTF_8)).get("QueueUrl").textValue();
        // IAM has one action for a request and its batch.
        sent.add("sqs:" + target.substring(target.indexOf('.') + 1).replace("Batch", "") + " "
                + url.substring(url.lastIndexOf('/') + 1));
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(200, ANSWER.length);
        exchange.getResponseBody().write(ANSWER);
        exchange.close();
    }

    @Test
    void theConsumerMayMoveAMessageAndSayWhenAnotherIsReceivedAgain() throws IOException {
        Interception silence = (request, proceed) -> {
            throw ApiCallTimeoutException.builder().message("no answer").build();
        };
        run(new QueueHandler(
                Wiring.of(new DynamoDbLedger(silence.around(new MemoryDynamoDb()), "table")),
                QueueClient.local(uri()), url("CommandQueue"), url("DeadLetterQueue")),
                "{\"Records\":[" + message("poison") + ","
                        + message("{\\\"command\\\":\\\"resolve\\\",\\\"bookingId\\\":\\\"b\\\"}")
                        + "]}");

        assertThat(sent).containsExactly("sqs:ChangeMessageVisibility CommandQueue",
                "sqs:SendMessage DeadLetterQueue");
        sent.addAll(POLLING);
        assertThat(allowed("CommandsRole")).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void thePublisherMayMoveARecord() throws IOException {
        run(new StreamHandler(entries -> {
            throw new AssertionError("a record that cannot be read is no event");
        }, QueueClient.local(uri()), url("FailureQueue")),
                "{\"Records\":[{\"dynamodb\":{\"SequenceNumber\":\"1\","
                        + "\"ApproximateCreationDateTime\":1785000000,\"NewImage\":"
                        + "{\"pk\":{\"S\":\"booking#b\"},\"sk\":{\"S\":\"booking\"}}}}]}");

        assertThat(sent).containsExactly("sqs:SendMessage FailureQueue");
        assertThat(allowed("OutcomesRole")).containsExactlyElementsOf(sent);
    }

    private URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private String url(String queue) {
        return uri() + "/000000000000/" + queue;
    }

    private static String message(String body) {
        return "{\"messageId\":\"" + body.length() + "\",\"receiptHandle\":\"r\",\"body\":\"" + body
                + "\",\"attributes\":{\"MessageGroupId\":\"" + body.length()
                + "\",\"ApproximateReceiveCount\":\"1\"}}";
    }

    private static void run(RequestStreamHandler handler, String event) throws IOException {
        LambdaLogger silent = proxy(LambdaLogger.class, Map.of());
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(), proxy(Context.class, Map.of("getAwsRequestId", "r",
                        "getRemainingTimeInMillis", 60_000, "getLogger", silent)));
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    /** The actions on queues in the policies of a role, each with its queue. */
    private static List<String> allowed(String role) {
        List<String> allowed = new ArrayList<>();
        for (JsonNode policy : TEMPLATE.resource(role).at("/Properties/ManagedPolicyArns")) {
            TEMPLATE.resource(TablePermissions.policy(policy))
                    .at("/Properties/PolicyDocument/Statement").forEach(statement -> {
                        String queue = statement.at("/Resource/Fn::GetAtt/0").asText();
                        actions(statement.get("Action")).stream()
                                .filter(action -> action.startsWith("sqs:"))
                                .forEach(action -> allowed.add(action + " " + queue));
                    });
        }
        return allowed;
    }

    private static List<String> actions(JsonNode oneOrMany) {
        List<String> actions = new ArrayList<>();
        if (oneOrMany.isTextual()) {
            actions.add(oneOrMany.textValue());
        }
        oneOrMany.forEach(each -> actions.add(each.textValue()));
        return actions;
    }
}
