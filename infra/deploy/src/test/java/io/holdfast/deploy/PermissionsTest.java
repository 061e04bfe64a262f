package io.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Every request that a function sends is allowed to its role, and every permission on the table is
 * needed by a request. (IAM itself is not asked: no emulator enforces it.) A function also gives
 * up on commands that died after their note, so each one meets a resource that is full of them.
 */
class PermissionsTest {
    private static final Template TEMPLATE = Template.read();
    private static final AtomicInteger NEXT = new AtomicInteger();
    /** Longer than 60 s, after which an intent in doubt is stale, and than the shortest hold. */
    private static final Duration STALE = Duration.ofMinutes(5);
    /** More than one resource has room for. */
    private static final int DEAD_BOOKINGS = 33;

    /** The invocation ends here, without a further request. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    private final List<Access> sent = new ArrayList<>();
    private final Wiring wiring = wiring();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private boolean dies;

    private Wiring wiring() {
        Wiring real = Wiring.of(new DynamoDbLedger(recorded(), "table"));
        return new Wiring(real.ledger(), () -> now, real.remainingTime(), false, Optional.empty());
    }

    @Test
    void everyRequestIsAllowedAndEveryPermissionIsNeeded() throws IOException {
        Map<String, Set<Access>> byRole = new LinkedHashMap<>();
        for (Route route : List.of(Route.DEFINE_RESOURCE, Route.BOOK, Route.CONFIRM, Route.RELEASE,
                Route.EXTEND, Route.AMEND, Route.RESOLVE, Route.READ_BOOKING,
                Route.READ_RESOURCE)) {
            String resource = fullOfDeadCommands();
            sent.clear();
            exercise(route, resource);
            String function = function(route.handler(wiring).getClass());
            byRole.put(function.replace("Function", "Role"), new LinkedHashSet<>(sent));
        }
        byRole.put("CommandRole", commands(this::invokeCommand));
        byRole.put("CommandsRole", commands(this::consume));

        byRole.forEach((role, accesses) -> {
            // What priming reads before a snapshot.
            accesses.add(new Access("dynamodb:GetItem", "booking#rehearsal"));
            List<JsonNode> statements = TablePermissions.of(role);
            accesses.forEach(access -> assertThat(statements).as(role + ": " + access)
                    .anyMatch(statement -> TablePermissions.allows(statement, access)));
            for (JsonNode statement : statements) {
                for (JsonNode action : TablePermissions.list(statement.get("Action"))) {
                    assertThat(accesses).as(role + " needs " + action + " of " + statement)
                            .anyMatch(access -> access.action().equals(action.textValue())
                                    && TablePermissions.allows(statement, access));
                }
            }
        });
        assertThat(byRole).hasSize(11);
    }

    /** Without {@code dynamodb:LeadingKeys} a function could write items of another kind. */
    @Test
    void everyPermissionToWriteNamesTheKindOfItem() {
        List<JsonNode> writes = TablePermissions.writes();

        assertThat(writes).hasSizeGreaterThan(5).allSatisfy(statement -> {
            assertThat(statement.get("Effect").textValue()).isEqualTo("Allow");
            assertThat(TablePermissions.key(statement)).matches("(resource|booking|command)#\\*");
            assertThat(statement.toString()).doesNotContain("EnclosingOperation", "Delete");
        });
    }

    /**
     * A resource with a hold {@code <id>h} and a confirmed booking {@code <id>k}, whose map of
     * intents is full: a cut, a release, the confirm of a hold that has expired, and bookings. Each
     * died after its note, minutes ago.
     */
    private String fullOfDeadCommands() throws IOException {
        String resource = "r" + NEXT.incrementAndGet();
        call(Route.DEFINE_RESOURCE, resource, resource + "c", "{\"capacity\":40}");
        call(Route.BOOK, resource + "h", "", one(resource, 2, ",\"holdFor\":\"PT1H\""));
        call(Route.BOOK, resource + "k", "", one(resource, 2, ""));
        call(Route.BOOK, resource + "g", "", one(resource, 2, ",\"holdFor\":\"PT1M\""));
        dies(Route.DEFINE_RESOURCE, resource, resource + "d", "{\"capacity\":39}");
        dies(Route.RELEASE, resource + "k", resource + "e", "{\"units\":1}");
        dies(Route.CONFIRM, resource + "g", resource + "f", "");
        for (int i = 0; i < DEAD_BOOKINGS; i++) {
            dies(Route.BOOK, resource + "x" + i, "", one(resource, 1, ""));
        }
        now = now.plus(STALE);
        return resource;
    }

    private static String one(String resource, int units, String rest) {
        return "{\"resourceId\":\"" + resource + "\",\"units\":" + units + rest + "}";
    }

    /** The invocation dies before the first write to its record. */
    private void dies(Route route, String id, String commandId, String body) throws IOException {
        dies = true;
        try {
            call(route, id, commandId, body);
        } catch (Death e) {
            // The caller gets no answer.
        } finally {
            dies = false;
        }
        now = now.plusSeconds(1);
    }

    private void exercise(Route route, String resource) throws IOException {
        String fresh = resource + "n";
        switch (route) {
            case DEFINE_RESOURCE -> {
                call(route, fresh, fresh + 1, "{\"capacity\":5}");
                call(route, fresh, fresh + 2, "{\"capacity\":9}");
                call(route, fresh, fresh + 3, "{\"capacity\":9,\"expectedDefinitionVersion\":7}");
                call(route, resource, fresh + 4, "{\"capacity\":28}");
            }
            case BOOK -> {
                call(route, fresh + 1, "", one(resource, 5, ",\"holdFor\":\"PT10M\""));
                call(route, fresh + 2, "", one(resource, 99, ""));
            }
            case CONFIRM -> {
                call(route, resource + "h", fresh + 1, "");
                call(route, resource + "x", fresh + 1, "");
            }
            case RELEASE -> {
                call(route, resource + "h", fresh + 1, "{\"units\":1}");
                call(route, resource + "h", fresh + 2, "{\"units\":9}");
            }
            case EXTEND -> {
                call(route, resource + "h", fresh + 1, "{\"holdFor\":\"PT2H\"}");
                call(route, resource + "k", fresh + 2, "{\"holdFor\":\"PT2H\"}");
            }
            case AMEND -> {
                call(route, resource + "h", fresh + 1, "{\"units\":7}");
                call(route, resource + "k", fresh + 2, "{\"units\":99}");
            }
            case RESOLVE -> call(route, fresh, "", "");
            case READ_BOOKING -> call(route, resource + "h", "", "");
            case READ_RESOURCE -> {
                call(route, resource, "", "");
                ObjectNode event = Events.http(Route.READ_RESOURCES, "none", "", "");
                event.putObject("queryStringParameters").put("ids", resource + "," + fresh);
                run(route.handler(wiring), event.toString());
            }
            case READ_RESOURCES -> throw new IllegalArgumentException("with READ_RESOURCE");
            case LIST_BOOKINGS, LIST_REFERENCE ->
                throw new IllegalArgumentException("reads another table");
            case READ_PROBLEMS -> throw new IllegalArgumentException("reads nothing");
        }
    }

    private interface Door {
        /** @param commands the members of each, sent together */
        void send(List<String> commands) throws IOException;
    }

    private Set<Access> commands(Door door) throws IOException {
        String resource = fullOfDeadCommands();
        String id = resource + "n";
        sent.clear();
        door.send(List.of("\"command\":\"book\",\"bookingId\":\"" + id + "\",\"resourceId\":\""
                + resource + "\",\"units\":5,\"holdFor\":\"PT10M\""));
        door.send(List.of("\"command\":\"confirm\",\"bookingId\":\"" + resource + "h\""));
        door.send(List.of("\"command\":\"release\",\"bookingId\":\"" + resource
                + "h\",\"units\":9,\"commandId\":\"" + id + "\""));
        door.send(List.of("\"command\":\"extend\",\"bookingId\":\"" + resource
                + "h\",\"holdFor\":\"PT2H\""));
        door.send(List.of("\"command\":\"amend\",\"bookingId\":\"" + resource
                + "k\",\"units\":3"));
        door.send(List.of("\"command\":\"resolve\",\"bookingId\":\"" + id + "z\""));
        String free = resource + "m";
        door.send(List.of("\"command\":\"define\",\"resourceId\":\"" + free
                + "\",\"commandId\":\"" + free + "c\",\"capacity\":9"));
        door.send(Stream.of("1", "2").map(member -> "\"command\":\"book\",\"bookingId\":\"" + free
                + member + "\",\"resourceId\":\"" + free + "\",\"units\":1").toList());
        return new LinkedHashSet<>(sent);
    }

    private void invokeCommand(List<String> commands) throws IOException {
        for (String command : commands) {
            run(new InvokeHandler(wiring), "{" + command + "}");
        }
    }

    private void consume(List<String> commands) throws IOException {
        List<String> records = commands.stream().map(command -> "{\"messageId\":\"m"
                + NEXT.incrementAndGet() + "\",\"body\":\"{" + command.replace("\"", "\\\"")
                + "}\"}").toList();
        run(new QueueHandler(wiring), "{\"Records\":[" + String.join(",", records) + "]}");
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
            List<Access> accesses = Access.of(request);
            if (dies && accesses.stream().anyMatch(Access::writesARecord)) {
                throw new Death();
            }
            sent.addAll(accesses);
            return proceed.with(request);
        };
        return recording.around(new MemoryDynamoDb());
    }

    private static String function(Class<?> handler) {
        return TEMPLATE.functions().entrySet().stream()
                .filter(each -> each.getValue().get("Handler").textValue()
                        .equals(handler.getName()))
                .map(Map.Entry::getKey).findFirst().orElseThrow();
    }
}
