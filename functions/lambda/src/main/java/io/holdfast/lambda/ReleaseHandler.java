package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.json.FollowUpJson;
import io.holdfast.lambda.json.FollowUpJson.Naming;
import io.holdfast.lambda.priming.Priming;

/** {@code POST /bookings/{bookingId}/release}: give units back, all or some. */
public final class ReleaseHandler extends HttpHandler {
    public ReleaseHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring().ledger(), primed -> new ReleaseHandler(primed),
                Priming.route(""));
    }

    public ReleaseHandler(Wiring wiring) {
        super(wiring);
    }

    @Override
    protected HttpResponse answer(HttpRequest request, Context context) {
        request.refusePreconditions();
        Naming naming = new Naming(request.namedCommand(), request.delivery(),
                HttpRequest.IDEMPOTENCY_KEY_FIELD);
        return execute(
                FollowUpJson.release(request.bookingId(), naming, request.optionalFields()),
                request, context);
    }
}
