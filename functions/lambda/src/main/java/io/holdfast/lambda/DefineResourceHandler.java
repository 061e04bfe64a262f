package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.invocation.Command;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.json.CommandJson;
import io.holdfast.lambda.priming.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** {@code PUT /resources/{resourceId}}: create a resource, or change its capacity or status. */
public final class DefineResourceHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final HttpHandler function;

    public DefineResourceHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring.ledger(), rehearsed -> new DefineResourceHandler(rehearsed),
                Priming.route("{\"capacity\":2}"));
    }

    public DefineResourceHandler(Wiring wiring) {
        this.wiring = wiring;
        this.function = HttpHandler.of(wiring, DefineResourceHandler::command);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        function.run(wiring, input, output, context);
    }

    private static Command command(HttpRequest request) {
        return new Command.Define(
                CommandJson.define(request.resourceId(), request.commandId(), request.fields()),
                request.precondition());
    }
}
