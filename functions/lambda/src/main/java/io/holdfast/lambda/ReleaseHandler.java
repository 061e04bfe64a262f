package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.lambda.Bodies.Naming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** {@code POST /bookings/{bookingId}/release}: give units back, all or some. */
public final class ReleaseHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final HttpFunction function;

    public ReleaseHandler() {
        this(Wiring.fromEnvironment());
        Rehearsal.register(wiring.ledger(), rehearsed -> new ReleaseHandler(rehearsed),
                Rehearsal.route(""));
    }

    public ReleaseHandler(Wiring wiring) {
        this.wiring = wiring;
        this.function = HttpFunction.of(wiring, ReleaseHandler::command);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        function.run(wiring, input, output, context);
    }

    private static Command command(HttpRequest request) {
        request.refusePreconditions();
        Naming naming = new Naming(request.namedCommand(), request.delivery(),
                HttpRequest.IDEMPOTENCY_KEY_FIELD);
        return new Command.Change(
                Bodies.release(request.bookingId(), naming, request.optionalFields()));
    }
}
