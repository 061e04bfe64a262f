package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.json.CommandJson;
import io.holdfast.lambda.priming.Priming;

/** {@code PUT /resources/{resourceId}}: create a resource, or change its capacity or status. */
public final class DefineResourceHandler extends HttpHandler {
    public DefineResourceHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring().ledger(), primed -> new DefineResourceHandler(primed),
                Priming.route("{\"capacity\":2}"));
    }

    public DefineResourceHandler(Wiring wiring) {
        super(wiring);
    }

    @Override
    protected HttpResponse answer(HttpRequest request, Context context) {
        Define define = CommandJson.define(request.resourceId(), request.commandId(),
                request.fields());
        return execute(define.onlyIf(request.precondition()), request, context);
    }
}
