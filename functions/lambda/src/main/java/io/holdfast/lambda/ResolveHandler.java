package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.command.Command.Resolve;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.priming.Priming;

/**
 * {@code POST /bookings/{bookingId}/resolve}: abandon an id whose fate the caller does not know.
 */
public final class ResolveHandler extends HttpHandler {
    public ResolveHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring().ledger(), primed -> new ResolveHandler(primed),
                Priming.route(""));
    }

    public ResolveHandler(Wiring wiring) {
        super(wiring);
    }

    @Override
    protected HttpResponse answer(HttpRequest request, Context context) {
        request.refusePreconditions();
        request.optionalFields().allowOnly();
        return execute(new Resolve(request.bookingId()), request, context);
    }
}
