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
import java.util.List;
import java.util.Set;

/**
 * {@code GET /resources/{resourceId}}: one consistent image of the resource's counters; and
 * {@code GET /resources?ids=…}: those of up to 100 resources, each consistent in itself. It also
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
        if (Route.READ_PROBLEMS.hasKey(request.routeKey())) {
            return ProblemCatalog.page();
        }
        if (Route.READ_RESOURCES.hasKey(request.routeKey())) {
            List<ResourceId> ids = request.resourceIds();
            return read(Set.copyOf(ids), request, context,
                    image -> Replies.read(ids, image, wiring().clock().instant()));
        }
        ResourceId id = request.resourceId();
        return read(Set.of(id), request, context, image -> image.resource(id)
                .map(resource -> Replies.read(resource, wiring().clock().instant()))
                .orElseGet(() -> Problem.notFound(id)));
    }

    @Override
    protected List<String> queryParameters(HttpRequest request) {
        return Route.queryParametersOf(request.routeKey());
    }
}
