package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.invocation.Command;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.json.CommandJson;
import io.holdfast.lambda.json.CommandJson.Naming;
import io.holdfast.lambda.priming.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** {@code POST /bookings/{bookingId}/release}: give units back, all or some. */
public final class ReleaseHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final HttpHandler function;

    public ReleaseHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring.ledger(), rehearsed -> new ReleaseHandler(rehearsed),
                Priming.route(""));
    }

    public ReleaseHandler(Wiring wiring) {
        this.wiring = wiring;
        this.function = HttpHandler.of(wiring, ReleaseHandler::command);
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
                CommandJson.release(request.bookingId(), naming, request.optionalFields()));
    }
}
