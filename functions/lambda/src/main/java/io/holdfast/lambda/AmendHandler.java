package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.json.FollowUpJson;
import io.holdfast.lambda.priming.Priming;

/** {@code POST /bookings/{bookingId}/amend}: make the lines of a booking others, all or nothing. */
public final class AmendHandler extends HttpHandler {
    /** The route's body on which the function is primed. */
    public static final String EXAMPLE = "{\"units\":2}";

    public AmendHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring().ledger(), primed -> new AmendHandler(primed),
                Priming.route(EXAMPLE));
    }

    public AmendHandler(Wiring wiring) {
        super(wiring);
    }

    @Override
    protected HttpResponse answer(HttpRequest request, Context context) {
        request.refusePreconditions();
        return execute(FollowUpJson.amend(request.bookingId(), request.commandId(),
                request.fields()), request, context);
    }
}
