package io.holdfast.lambda.priming;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.dynamodb.CannedStore;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.lambda.StreamHandler;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.stream.EventBridgePublisher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.crac.Core;
import org.crac.Resource;

/**
 * Runs a function once before its snapshot is taken, so that its classes are loaded when it is
 * restored. The run goes the whole way, the write included, with the SDK's own requests; but they are
 * answered in this process, so that nothing is ever written. After it, one read of an id that does not
 * exist goes to the real table, for TLS and credentials. Each step fails by itself: a refused read
 * does not cost the run.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime
 *      hooks for Lambda SnapStart</a>
 */
public final class Priming implements Resource {
    /** A direct invocation. */
    public static final String BOOK = "{\"command\":\"book\",\"bookingId\":\"rehearsal\","
            + "\"resourceId\":\"" + CannedStore.RESOURCE + "\",\"units\":1}";
    /** Two bookings that share a write. */
    public static final String BATCH = "{\"Records\":[" + message(BOOK) + ","
            + message(BOOK.replace("\"rehearsal\"", "\"rehearsal-2\"")) + "]}";
    private static final BookingId NOBODYS = new BookingId("rehearsal");
    // The context keeps only weak references.
    private static final List<Priming> REGISTERED = new CopyOnWriteArrayList<>();

    private final List<Callable<?>> steps;

    private Priming(List<Callable<?>> steps) {
        this.steps = steps;
    }

    /** The event of a route, with all parameters that any of them has. */
    public static String route(String body) {
        return "{\"version\":\"2.0\",\"headers\":{\"idempotency-key\":\"" + CannedStore.BOOKING
                + "\"},\"requestContext\":"
                + "{\"requestId\":\"rehearsal\",\"authorizer\":{\"iam\":{}}},\"pathParameters\":"
                + "{\"bookingId\":\"" + CannedStore.BOOKING + "\",\"resourceId\":\""
                + CannedStore.RESOURCE + "\"},\"body\":\"" + body.replace("\"", "\\\"")
                + "\",\"isBase64Encoded\":false}";
    }

    private static String message(String body) {
        return "{\"messageId\":\"rehearsal\",\"body\":\"" + body.replace("\"", "\\\"")
                + "\",\"attributes\":{}}";
    }

    /**
     * Has the platform rehearse a function before it takes the snapshot.
     *
     * @param real the ledger that the function will use
     * @param function makes the function on another wiring
     */
    public static Priming register(Ledger real, Function<Wiring, RequestStreamHandler> function,
            String event) {
        return register(List.of(() -> run(function, event), () -> real.readBooking(NOBODYS)));
    }

    /** Has the platform run each step, in this order, whatever came of those before it. */
    public static Priming register(List<Callable<?>> steps) {
        Priming rehearsal = new Priming(steps);
        REGISTERED.add(rehearsal);
        Core.getGlobalContext().register(rehearsal);
        return rehearsal;
    }

    /** What the function answers to the event, on a store that only pretends. */
    public static String run(Function<Wiring, RequestStreamHandler> function, String event)
            throws IOException {
        Ledger canned = new DynamoDbLedger(StoreClient.over(new CannedStore()), CannedStore.TABLE);
        return answer(function.apply(Wiring.of(canned)), event);
    }

    public static Callable<String> outcomes() {
        return () -> answer(
                new StreamHandler(EventBridgePublisher.over(new CannedStore(), "none")),
                "{\"Records\":[{\"dynamodb\":{\"SequenceNumber\":\"1\","
                        + "\"ApproximateCreationDateTime\":0,\"NewImage\":"
                        + CannedStore.BOOKING_ITEM + "}}]}");
    }

    private static String answer(RequestStreamHandler handler, String event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output,
                new PrimingContext());
        return output.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        for (Callable<?> step : steps) {
            try {
                step.call();
            } catch (Exception e) {
                // A function that could not rehearse starts slower; that is no reason not to deploy it.
                System.err.println("no rehearsal: " + e);
            }
        }
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        // Nothing here keeps a time, an address or a random number from before (StoreClient caches no name).
    }
}
