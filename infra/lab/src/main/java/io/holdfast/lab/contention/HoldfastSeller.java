package io.holdfast.lab.contention;

import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.service.ServiceDynamoDb;
import io.holdfast.engine.time.VirtualTime;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.RouteEvent;
import io.holdfast.lab.TestContext;
import io.holdfast.lab.VirtualInvocations;
import io.holdfast.lambda.CommandUndecided;
import io.holdfast.lambda.QueueHandler;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.queue.Redelivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Holdfast by its real handlers, with the clock, the waits and the remaining time of a simulation. */
final class HoldfastSeller implements Seller {
    private static final Duration CONSUMER_TIMEOUT = Duration.ofMinutes(1);
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;

    private final Experiment experiment;
    private final VirtualInvocations invocations;
    private final Functions functions;
    private final SaleAudit audit;
    private final FifoQueue queue;

    HoldfastSeller(Experiment experiment, VirtualTime time, ServiceDynamoDb store,
            RandomGenerator jitter) {
        this.experiment = experiment;
        this.invocations = new VirtualInvocations(time, jitter);
        this.functions = new Functions(invocations.wiring(store));
        this.audit = new SaleAudit(new DynamoDbLedger(store.table(), Engine.TABLE));
        Wiring consumer = invocations.wiring(store, Redelivery.RESERVE);
        this.queue = new FifoQueue(time, experiment.queue(),
                own -> new QueueHandler(consumer, own),
                () -> invocations.context(CONSUMER_TIMEOUT));
    }

    @Override
    public void define(String resource, long capacity) {
        if (!functions.define(resource, capacity).committed()) {
            throw new IllegalStateException("the resource was not defined: " + resource);
        }
    }

    @Override
    public void book(Request request, Consumer<String> answer) {
        String rest = "\"resourceId\":\"" + request.resource() + "\",\"units\":"
                + request.units() + experiment.holds()
                        .map(holds -> ",\"holdFor\":\"" + holds.duration() + "\"").orElse("");
        String command = "{\"command\":\"book\",\"bookingId\":\"" + request.booking() + "\","
                + rest + "}";
        switch (experiment.door()) {
            case HTTP -> answer.accept(route(Route.BOOK, request, Map.of(), "{" + rest + "}"));
            case DIRECT -> answer.accept(invoke(command));
            case QUEUE -> queue.send(request.resource(), "book-" + request.booking(), command,
                    () -> answer.accept(audit.booking(request)));
        }
    }

    @Override
    public void confirm(Request request, Consumer<String> answer) {
        String id = confirmId(request.booking());
        String command = "{\"command\":\"confirm\",\"bookingId\":\"" + request.booking()
                + "\",\"commandId\":\"" + id + "\"}";
        switch (experiment.door()) {
            case HTTP -> answer.accept(
                    route(Route.CONFIRM, request, Map.of("idempotency-key", id), ""));
            case DIRECT -> answer.accept(invoke(command));
            case QUEUE -> queue.send(request.resource(), "confirm-" + id, command,
                    () -> answer.accept(audit.confirm(request)));
        }
    }

    /** The id of the only confirm of a booking. */
    static String confirmId(String booking) {
        return booking;
    }

    private String route(Route route, Request request, Map<String, String> headers, String body) {
        TestContext context = invocations.context(VirtualInvocations.TIMEOUT);
        Reply reply = functions.invoke(route, RouteEvent.of(route, request.booking(), headers,
                body.getBytes(StandardCharsets.UTF_8)), context);
        return switch (reply.status()) {
            case OK, CREATED, CONFLICT -> verdict(reply.outcome(), reply.reason());
            case UNAVAILABLE -> UNDECIDED;
            default -> throw new IllegalStateException(
                    "no answer to a valid command: " + reply + context.logged());
        };
    }

    private String invoke(String command) {
        try {
            Reply reply = new Reply(OK, Reply.body("{}"),
                    Reply.body(functions.invoke(command,
                            invocations.context(VirtualInvocations.TIMEOUT))));
            return verdict(reply.outcome(), reply.reason());
        } catch (CommandUndecided e) {
            return UNDECIDED;
        }
    }

    private static String verdict(String outcome, String reason) {
        return outcome.equals(COMMITTED) ? COMMITTED : reason;
    }

    @Override
    public Stock stock(String resource) {
        return audit.stock(resource);
    }

    @Override
    public long committed(String resource, List<Request> requests) {
        return audit.committed(resource, requests);
    }

    @Override
    public List<String> broken(List<String> resources, Map<Request, String> answers,
            Map<Request, String> confirms) {
        return audit.broken(resources, answers, confirms);
    }
}
