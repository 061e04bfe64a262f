package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.priming.Priming;

/** {@code POST /bookings/{bookingId}/confirm}: turn a hold into a confirmed booking. */
public final class ConfirmHandler extends HttpHandler {
    public ConfirmHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring().ledger(), primed -> new ConfirmHandler(primed),
                Priming.route(""));
    }

    public ConfirmHandler(Wiring wiring) {
        super(wiring);
    }

    @Override
    protected HttpResponse answer(HttpRequest request, Context context) {
        request.refusePreconditions();
        request.optionalFields().allowOnly();
        return execute(new Confirm(request.bookingId(), request.commandId()), request, context);
    }
}
