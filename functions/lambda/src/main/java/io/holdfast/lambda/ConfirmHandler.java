package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.command.ChangeCommand.Confirm;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.invocation.Command;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.priming.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** {@code POST /bookings/{bookingId}/confirm}: a hold becomes a booking for good. */
public final class ConfirmHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final HttpHandler function;

    public ConfirmHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring.ledger(), rehearsed -> new ConfirmHandler(rehearsed),
                Priming.route(""));
    }

    public ConfirmHandler(Wiring wiring) {
        this.wiring = wiring;
        this.function = HttpHandler.of(wiring, ConfirmHandler::command);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        function.run(wiring, input, output, context);
    }

    private static Command command(HttpRequest request) {
        request.refusePreconditions();
        request.optionalFields().allowOnly();
        return new Command.Change(new Confirm(request.bookingId(), request.commandId()));
    }
}
