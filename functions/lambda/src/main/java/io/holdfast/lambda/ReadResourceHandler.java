package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceKey;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.http.Replies;
import io.holdfast.lambda.invocation.Delivery;
import io.holdfast.lambda.invocation.Log;
import io.holdfast.lambda.invocation.MeteredLedger;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.priming.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * {@code GET /resources/{resourceId}}: one consistent image of the resource's counters. Answers
 * {@code GET /problems} as well: the page needs no function of its own.
 */
public final class ReadResourceHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final HttpHandler function;

    public ReadResourceHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring.ledger(), rehearsed -> new ReadResourceHandler(rehearsed),
                Priming.route(""));
    }

    public ReadResourceHandler(Wiring wiring) {
        this.wiring = wiring;
        this.function = this::answer;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        function.run(wiring, input, output, context);
    }

    private HttpResponse answer(HttpRequest request, Context context) {
        if (request.routeKey().endsWith(" " + Route.READ_PROBLEMS.path())) {
            return Replies.problems();
        }
        MeteredLedger meter = new MeteredLedger(wiring.ledger());
        return switch (meter.readResource(ResourceKey.of(request.resourceId()))) {
            case Reading.Read<Optional<Resource>>(Optional<Resource> resource) -> resource
                    .map(found -> Replies.read(found, wiring.clock().instant()))
                    .orElseGet(() -> Replies.notFound(request.resourceId()));
            case Reading.NotRead<Optional<Resource>>(Reason reason) -> {
                Log.unread(context, wiring, "readResource", "resourceId",
                        request.resourceId().value(), reason, meter,
                        Delivery.http(request.requestId()));
                yield Replies.unavailable(reason);
            }
        };
    }
}
