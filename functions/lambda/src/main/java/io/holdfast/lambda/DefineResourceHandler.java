package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** {@code PUT /resources/{resourceId}}: create a resource, or change its capacity or status. */
public final class DefineResourceHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final HttpFunction function;

    public DefineResourceHandler() {
        this(Wiring.fromEnvironment());
        Rehearsal.register(wiring.ledger(), rehearsed -> new DefineResourceHandler(rehearsed),
                Rehearsal.route("{\"capacity\":2}"));
    }

    public DefineResourceHandler(Wiring wiring) {
        this.wiring = wiring;
        this.function = HttpFunction.of(wiring, DefineResourceHandler::command);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        function.run(wiring, input, output, context);
    }

    private static Command command(HttpRequest request) {
        return new Command.Define(
                Bodies.define(request.resourceId(), request.commandId(), request.fields()),
                request.precondition());
    }
}
