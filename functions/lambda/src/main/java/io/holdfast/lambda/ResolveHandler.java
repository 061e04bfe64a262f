package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.invocation.Command;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.priming.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** {@code POST /bookings/{bookingId}/resolve}: give up on an id whose fate is unknown. */
public final class ResolveHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final HttpHandler function;

    public ResolveHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring.ledger(), rehearsed -> new ResolveHandler(rehearsed),
                Priming.route(""));
    }

    public ResolveHandler(Wiring wiring) {
        this.wiring = wiring;
        this.function = HttpHandler.of(wiring, ResolveHandler::command);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        function.run(wiring, input, output, context);
    }

    private static Command command(HttpRequest request) {
        request.refusePreconditions();
        request.optionalFields().allowOnly();
        return new Command.Resolve(request.bookingId());
    }
}
