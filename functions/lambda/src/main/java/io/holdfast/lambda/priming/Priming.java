package io.holdfast.lambda.priming;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.dynamodb.CannedStore;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.DynamoDbListing;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.stream.EventBridgePublisher;
import io.holdfast.lambda.stream.Publisher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Runs a function once before its snapshot is taken, so that its classes are loaded when it is
 * restored. The run covers everything, the write included, and makes the SDK's real requests; but
 * they are answered in this process, so nothing is ever written. Then one read of an id that does
 * not exist goes to the real table, for TLS and credentials. The steps are independent: if the read
 * is refused, the run still counts.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime
 *      hooks for Lambda SnapStart</a>
 */
public final class Priming implements Resource {
    /** The event of a direct invocation. */
    public static final String BOOK = "{\"command\":\"book\",\"bookingId\":\"rehearsal\","
            + "\"resourceId\":\"" + CannedStore.RESOURCE + "\",\"units\":1}";
    /** The event of a batch: two bookings that share a write. */
    public static final String BATCH = "{\"Records\":[" + message(BOOK) + ","
            + message(BOOK.replace("\"rehearsal\"", "\"rehearsal-2\"")) + "]}";
    private static final BookingId ABSENT = new BookingId("rehearsal");
    // CRaC's context keeps only weak references.
    private static final List<Priming> REGISTERED = new CopyOnWriteArrayList<>();

    private final List<Callable<?>> steps;

    private Priming(List<Callable<?>> steps) {
        this.steps = steps;
    }

    /** The event of a route, with the path parameters of all routes. */
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
     * Registers a function to be run before its snapshot is taken.
     *
     * @param real the ledger that the function will use
     * @param function creates the function on another wiring
     */
    public static Priming register(Ledger real, Function<Wiring, RequestStreamHandler> function,
            String event) {
        return register(List.of(() -> run(function, event), () -> real.read(Set.of(ABSENT))));
    }

    /**
     * Registers steps to be run before the snapshot, in this order, even if an earlier one fails.
     */
    public static Priming register(List<Callable<?>> steps) {
        Priming priming = new Priming(steps);
        REGISTERED.add(priming);
        Core.getGlobalContext().register(priming);
        return priming;
    }

    /** Runs the function on a store that is answered in this process; returns its output. */
    public static String run(Function<Wiring, RequestStreamHandler> function, String event)
            throws IOException {
        return answer(function.apply(canned()), event);
    }

    private static Wiring canned() {
        DynamoDbClient client = StoreClient.over(new CannedStore());
        return Wiring.of(new DynamoDbLedger(client, CannedStore.TABLE))
                .listing(new DynamoDbListing(client, CannedStore.TABLE));
    }

    /** Runs the function on one record of the stream, and on a bus and a store in this process. */
    public static String stream(BiFunction<Publisher, Wiring, RequestStreamHandler> function)
            throws IOException {
        return answer(function.apply(EventBridgePublisher.over(new CannedBus(), "none"), canned()),
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
                // A function that was not primed only starts slower, so its deployment goes on.
                System.err.println("no rehearsal: " + e);
            }
        }
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        // Nothing is stale: no time, address or random number is kept (StoreClient caches no name).
    }
}
