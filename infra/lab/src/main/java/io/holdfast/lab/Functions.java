package io.holdfast.lab;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.DynamoDbListing;
import io.holdfast.lambda.InvokeHandler;
import io.holdfast.lambda.QueueHandler;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.http.Replies;
import io.holdfast.lambda.invocation.Execution;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.queue.CommandQueue;
import io.holdfast.lambda.queue.QueueBatch;
import io.holdfast.lambda.queue.QueueEvent.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The whole set on one client, called the way API Gateway calls it. */
public final class Functions {
    private static final int PLENTY_OF_MILLIS = 30_000;
    private static final Reply UNDECIDED = new Reply(503, MissingNode.getInstance(),
            MissingNode.getInstance());

    private final Wiring wiring;

    public Functions(Wiring wiring) {
        this.wiring = wiring;
    }

    /** On this client, with waits that take no time. */
    public static Functions on(DynamoDbClient client) {
        return new Functions(wiring(client, InstantSource.system()));
    }

    /** On this client, with a clock that always reads {@code now}. */
    public static Functions on(DynamoDbClient client, Instant now) {
        return new Functions(wiring(client, InstantSource.fixed(now)));
    }

    /** The graph on this client, with waits that take no time, and the listing. */
    public static Wiring wiring(DynamoDbClient client, InstantSource clock) {
        return new Wiring(new DynamoDbLedger(client, Engine.TABLE), clock,
                context -> base -> true, false, Optional.empty(),
                Optional.of(new DynamoDbListing(client, Engine.LISTING)));
    }

    /** The ledger behind the functions. */
    public Ledger ledger() {
        return wiring.ledger();
    }

    public Reply define(String resource, long capacity) {
        return define(resource, Engine.fresh("command"), "{\"capacity\":" + capacity + "}");
    }

    public Reply define(String resource, String commandId, String body) {
        return call(Route.DEFINE_RESOURCE, resource, Map.of("idempotency-key", commandId), body);
    }

    public Reply book(String booking, String resource, long units) {
        return book(booking, "{\"lines\":[" + line(resource, units) + "]}");
    }

    /** One unit of each resource. */
    public Reply bookEach(String booking, String... resources) {
        return book(booking, "{\"lines\":[" + Arrays.stream(resources)
                .map(resource -> line(resource, 1)).collect(Collectors.joining(",")) + "]}");
    }

    public Reply hold(String booking, String resource, long units, String holdFor) {
        return book(booking, "{\"holdFor\":\"" + holdFor + "\",\"lines\":["
                + line(resource, units) + "]}");
    }

    public Reply confirm(String booking, String commandId) {
        return call(Route.CONFIRM, booking, Map.of("idempotency-key", commandId), "");
    }

    public Reply release(String booking, String commandId) {
        return release(booking, commandId, "");
    }

    public Reply release(String booking, String commandId, long units) {
        return release(booking, commandId, "{\"units\":" + units + "}");
    }

    public Reply release(String booking, String commandId, String body) {
        return call(Route.RELEASE, booking, Map.of("idempotency-key", commandId), body);
    }

    public Reply extend(String booking, String commandId, String holdFor) {
        return call(Route.EXTEND, booking, Map.of("idempotency-key", commandId),
                "{\"holdFor\":\"" + holdFor + "\"}");
    }

    /** The only line of the booking gets this number of units. */
    public Reply amend(String booking, String commandId, long units) {
        return amend(booking, commandId, "{\"units\":" + units + "}");
    }

    public Reply amend(String booking, String commandId, String body) {
        return call(Route.AMEND, booking, Map.of("idempotency-key", commandId), body);
    }

    public Reply book(String booking, String body) {
        return call(Route.BOOK, booking, Map.of(), body);
    }

    public Reply resolve(String booking) {
        return call(Route.RESOLVE, booking, Map.of(), "");
    }

    public Reply booking(String booking) {
        return call(Route.READ_BOOKING, booking, Map.of(), "");
    }

    public Reply resource(String resource) {
        return call(Route.READ_RESOURCE, resource, Map.of(), "");
    }

    /** The resources with these ids, which commas separate. */
    public Reply resources(String ids) {
        return invoke(Route.READ_RESOURCES,
                RouteEvent.of(Route.READ_RESOURCES, "none", Map.of("ids", ids)),
                new TestContext(PLENTY_OF_MILLIS));
    }

    /** A page of the list of a resource or a reference. */
    public Reply list(Route route, String id, Map<String, String> query) {
        return invoke(route, RouteEvent.of(route, id, query), new TestContext(PLENTY_OF_MILLIS));
    }

    /**
     * Runs a batch of a queue, in one message group.
     *
     * @param commands as JSON
     * @return the reply that the command's route would give; 503 for a message that was not run
     */
    public List<Reply> batch(List<String> commands) {
        List<Message> messages = new ArrayList<>();
        commands.forEach(body -> messages
                .add(new Message(Engine.fresh("message"), "one group", body)));
        return batch(messages, new TestContext(PLENTY_OF_MILLIS)).replies();
    }

    /** A reply for each message of a batch, and the ids of the messages that are redelivered. */
    public record Batch(List<Reply> replies, List<String> back) {}

    public Batch batch(List<Message> messages, Context context) {
        return batch(messages, context, new CommandQueueDouble());
    }

    public Batch batch(List<Message> messages, Context context, CommandQueue queue) {
        QueueBatch run = new QueueBatch(wiring, context);
        List<String> back = run.run(messages, queue);
        Map<Message, Execution> executions = run.executions();
        return new Batch(messages.stream()
                .map(message -> Optional.ofNullable(executions.get(message))
                        .map(execution -> reply(Replies.of(execution))).orElse(UNDECIDED))
                .toList(), back);
    }

    /** The queue's consumer as Lambda invokes it. */
    public byte[] consume(byte[] event, Context context) {
        return handle(new QueueHandler(wiring), event, context);
    }

    /** Direct invocation. */
    public String invoke(String command, Context context) {
        return new String(handle(new InvokeHandler(wiring),
                command.getBytes(StandardCharsets.UTF_8), context), StandardCharsets.UTF_8);
    }

    private static byte[] handle(RequestStreamHandler handler, byte[] event, Context context) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event), output, context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output.toByteArray();
    }

    private static Reply reply(HttpResponse response) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            response.write(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Reply.of(output.toByteArray());
    }

    /** Units available, held and confirmed. */
    public String counters(String resource) {
        Reply image = resource(resource);
        return image.number("available") + " " + image.number("held") + " "
                + image.number("confirmed");
    }

    public Reply call(Route route, String id, Map<String, String> headers, String body) {
        TestContext context = new TestContext(PLENTY_OF_MILLIS);
        Reply reply = invoke(route,
                RouteEvent.of(route, id, headers, body.getBytes(StandardCharsets.UTF_8)), context);
        if (reply.status() == 500) {
            throw new AssertionError("a 500 is a bug: " + context.logged());
        }
        return reply;
    }

    public Reply invoke(Route route, byte[] event, Context context) {
        return Reply.of(answer(route, event, context));
    }

    /** The reply as it is, unparsed. */
    public byte[] answer(Route route, byte[] event, Context context) {
        return handle(route.handler(wiring), event, context);
    }

    private static String line(String resource, long units) {
        return "{\"resourceId\":\"" + resource + "\",\"units\":" + units + "}";
    }
}
