package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.Invocation;
import io.holdfast.domain.ResolveBooking;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** {@code POST /bookings/{bookingId}/resolve}: give up on an id whose fate is unknown. */
public final class ResolveHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final ResolveBooking resolveBooking;

    public ResolveHandler() {
        this(Wiring.fromEnvironment());
    }

    public ResolveHandler(Wiring wiring) {
        this.wiring = wiring;
        this.resolveBooking = new ResolveBooking(wiring.ledger());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        HttpFunction.run(this::answer, input, output, context);
    }

    private HttpResponse answer(HttpRequest request, Context context) {
        request.optionalFields().allowOnly();
        Invocation invocation = wiring.invocation(context);
        return Replies.resolved(resolveBooking.resolve(request.bookingId(), invocation),
                invocation.now());
    }
}
