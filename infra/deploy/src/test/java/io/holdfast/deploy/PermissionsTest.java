package io.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.Interception;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.lambda.InvokeHandler;
import io.holdfast.lambda.QueueHandler;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.invocation.Wiring;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Every request that a function sends is allowed to its role, and every permission on the table is
 * needed by a request. (IAM itself is not asked: no emulator enforces it.)
 */
class PermissionsTest {
    private static final Template TEMPLATE = Template.read();
    private static final AtomicInteger NEXT = new AtomicInteger();

    /**
     * One item that a request touches, as IAM sees it.
     *
     * @param leadingKey the partition key's value
     */
    private record Access(String action, String leadingKey, boolean inTransaction) {}

    private final List<Access> sent = new ArrayList<>();
    private final Wiring wiring = Wiring.of(new DynamoDbLedger(recorded(), "table"));

    @Test
    void everyRequestIsAllowedAndEveryPermissionIsNeeded() throws IOException {
        Map<String, Set<Access>> byRole = new LinkedHashMap<>();
        for (Route route : List.of(Route.DEFINE_RESOURCE, Route.BOOK, Route.CONFIRM, Route.RELEASE,
                Route.RESOLVE, Route.READ_BOOKING, Route.READ_RESOURCE)) {
            sent.clear();
            exercise(route);
            String function = function(route.handler(wiring).getClass());
            byRole.put(function.replace("Function", "Role"), new LinkedHashSet<>(sent));
        }
        byRole.put("CommandRole", commands(this::invokeCommand));
        byRole.put("CommandsRole", commands(this::consume));

        byRole.forEach((role, accesses) -> {
            // What priming reads before a snapshot.
            accesses.add(new Access("dynamodb:GetItem", "booking#rehearsal", false));
            List<JsonNode> statements = statements(role);
            accesses.forEach(access -> assertThat(statements).as(role + ": " + access)
                    .anyMatch(statement -> allows(statement, access)));
            for (JsonNode statement : statements) {
                for (JsonNode action : list(statement.get("Action"))) {
                    assertThat(accesses).as(role + " needs " + action + " of " + statement)
                            .anyMatch(access -> access.action().equals(action.textValue())
                                    && allows(statement, access));
                }
            }
        });
        assertThat(byRole).hasSize(9);
    }

    private void exercise(Route route) throws IOException {
        switch (route) {
            case DEFINE_RESOURCE -> {
                call(route, "r", "c1", "{\"capacity\":5}");
                call(route, "r", "c2", "{\"capacity\":9}");
                call(route, "r", "c3", "{\"capacity\":9,\"expectedDefinitionVersion\":7}");
            }
            case BOOK -> {
                call(route, "b1", "", "{\"resourceId\":\"r\",\"units\":2,\"holdFor\":\"PT10M\"}");
                call(route, "b2", "", "{\"resourceId\":\"r\",\"units\":99}");
            }
            case CONFIRM -> {
                call(route, "b1", "c4", "");
                call(route, "b2", "c4", "");
            }
            case RELEASE -> {
                call(route, "b1", "c5", "{\"units\":1}");
                call(route, "b1", "c6", "{\"units\":9}");
            }
            case RESOLVE -> call(route, "b3", "", "");
            case READ_BOOKING -> call(route, "b1", "", "");
            case READ_RESOURCE -> call(route, "r", "", "");
            case READ_PROBLEMS -> throw new IllegalArgumentException("reads nothing");
        }
    }

    private interface Door {
        void send(String command) throws IOException;
    }

    private Set<Access> commands(Door door) throws IOException {
        sent.clear();
        String prefix = "x" + NEXT.incrementAndGet();
        door.send("{\"command\":\"book\",\"bookingId\":\"" + prefix
                + "\",\"resourceId\":\"r\",\"units\":1,\"holdFor\":\"PT10M\"}");
        door.send("{\"command\":\"book\",\"bookingId\":\"" + prefix
                + "y\",\"resourceId\":\"r\",\"units\":99}");
        door.send("{\"command\":\"confirm\",\"bookingId\":\"" + prefix + "\"}");
        door.send("{\"command\":\"release\",\"bookingId\":\"" + prefix
                + "\",\"units\":9,\"commandId\":\"r\"}");
        door.send("{\"command\":\"resolve\",\"bookingId\":\"" + prefix + "z\"}");
        return new LinkedHashSet<>(sent);
    }

    private void invokeCommand(String command) throws IOException {
        run(new InvokeHandler(wiring), command);
    }

    private void consume(String command) throws IOException {
        run(new QueueHandler(wiring), "{\"Records\":[{\"messageId\":\"m" + NEXT.incrementAndGet()
                + "\",\"body\":\"" + command.replace("\"", "\\\"") + "\"}]}");
    }

    private void call(Route route, String id, String commandId, String body) throws IOException {
        run(route.handler(wiring), Events.http(route, id, commandId.isEmpty() ? "c" : commandId,
                body).toString());
    }

    private static void run(RequestStreamHandler handler, String event) throws IOException {
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(), context());
    }

    /** An invocation with plenty of time, whose log is dropped. */
    private static Context context() {
        String requestId = "request-" + NEXT.incrementAndGet();
        return stub(Context.class, Map.of("getRemainingTimeInMillis", 30_000, "getAwsRequestId",
                requestId, "getLogger", stub(LambdaLogger.class, Map.of())));
    }

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    private DynamoDbClient recorded() {
        Interception recording = (request, proceed) -> {
            sent.addAll(accesses(request));
            return proceed.with(request);
        };
        return recording.around(new MemoryDynamoDb());
    }

    private static List<Access> accesses(DynamoDbRequest request) {
        return switch (request) {
            case GetItemRequest get -> List.of(access("GetItem", get.key(), false));
            case BatchGetItemRequest batch -> batch.requestItems().values().stream()
                    .flatMap(keys -> keys.keys().stream())
                    .map(key -> access("BatchGetItem", key, false)).toList();
            case PutItemRequest put -> List.of(access("PutItem", put.item(), false));
            case UpdateItemRequest update -> List.of(access("UpdateItem", update.key(), false));
            case TransactWriteItemsRequest all -> all.transactItems().stream()
                    .map(write -> write.put() == null
                            ? access("UpdateItem", write.update().key(), true)
                            : access("PutItem", write.put().item(), true))
                    .toList();
            default -> throw new IllegalArgumentException("not a request of ours: " + request);
        };
    }

    private static Access access(String action, Map<String, AttributeValue> key,
            boolean inTransaction) {
        return new Access("dynamodb:" + action, Objects.requireNonNull(key.get("pk")).s(),
                inTransaction);
    }

    /** The statements about the table in the policies of a role. */
    private static List<JsonNode> statements(String role) {
        List<JsonNode> statements = new ArrayList<>();
        for (JsonNode policy : TEMPLATE.resource(role).at("/Properties/ManagedPolicyArns")) {
            JsonNode document = TEMPLATE.resource(policy.get("Ref").textValue())
                    .at("/Properties/PolicyDocument/Statement");
            document.forEach(statement -> {
                if (statement.get("Action").toString().contains("dynamodb:")) {
                    statements.add(statement);
                }
            });
        }
        return statements;
    }

    private static boolean allows(JsonNode statement, Access access) {
        boolean action = list(statement.get("Action")).stream()
                .anyMatch(each -> each.textValue().equals(access.action()));
        JsonNode condition = statement.path("Condition");
        String keys = condition.path("ForAllValues:StringLike").path("dynamodb:LeadingKeys")
                .asText("*");
        boolean key = access.leadingKey().startsWith(keys.substring(0, keys.length() - 1));
        boolean enclosed = access.inTransaction() || condition.path("StringEquals")
                .path("dynamodb:EnclosingOperation").isMissingNode();
        return action && key && enclosed;
    }

    private static List<JsonNode> list(JsonNode oneOrMany) {
        List<JsonNode> list = new ArrayList<>();
        if (oneOrMany.isArray()) {
            oneOrMany.forEach(list::add);
        } else {
            list.add(oneOrMany);
        }
        return list;
    }

    private static String function(Class<?> handler) {
        return TEMPLATE.functions().entrySet().stream()
                .filter(each -> each.getValue().get("Handler").textValue()
                        .equals(handler.getName()))
                .map(Map.Entry::getKey).findFirst().orElseThrow();
    }
}
