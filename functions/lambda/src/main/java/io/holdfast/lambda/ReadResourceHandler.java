package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.ResourceId;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.http.Problem;
import io.holdfast.lambda.http.ProblemCatalog;
import io.holdfast.lambda.http.Replies;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.priming.Priming;

/**
 * {@code GET /resources/{resourceId}}: one consistent image of the resource's counters. It also
 * answers {@code GET /problems}: the page needs no function of its own.
 */
public final class ReadResourceHandler extends HttpHandler {
    public ReadResourceHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring().ledger(), primed -> new ReadResourceHandler(primed),
                Priming.route(""));
    }

    public ReadResourceHandler(Wiring wiring) {
        super(wiring);
    }

    @Override
    protected HttpResponse answer(HttpRequest request, Context context) {
        if (request.routeKey().endsWith(" " + ProblemCatalog.PATH)) {
            return ProblemCatalog.page();
        }
        ResourceId id = request.resourceId();
        return read(id, request, context, image -> image.resource(id)
                .map(resource -> Replies.read(resource, wiring().clock().instant()))
                .orElseGet(() -> Problem.notFound(id)));
    }
}
