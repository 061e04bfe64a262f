package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.json.FollowUpJson;
import io.holdfast.lambda.priming.Priming;

/** {@code POST /bookings/{bookingId}/extend}: let a hold end later. */
public final class ExtendHandler extends HttpHandler {
    /** The route's body on which the function is primed. */
    public static final String EXAMPLE = "{\"holdFor\":\"PT10M\"}";

    public ExtendHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring().ledger(), primed -> new ExtendHandler(primed),
                Priming.route(EXAMPLE));
    }

    public ExtendHandler(Wiring wiring) {
        super(wiring);
    }

    @Override
    protected HttpResponse answer(HttpRequest request, Context context) {
        request.refusePreconditions();
        return execute(FollowUpJson.extend(request.bookingId(), request.commandId(),
                request.fields()), request, context);
    }
}
