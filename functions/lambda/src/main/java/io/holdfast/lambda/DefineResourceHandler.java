package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.DefineCommand;
import io.holdfast.domain.DefineResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** {@code PUT /resources/{resourceId}}: create a resource, or change its capacity or status. */
public final class DefineResourceHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final DefineResource defineResource;

    public DefineResourceHandler() {
        this(Wiring.fromEnvironment());
    }

    public DefineResourceHandler(Wiring wiring) {
        this.wiring = wiring;
        this.defineResource = new DefineResource(wiring.ledger());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        HttpFunction.run(this::answer, input, output, context);
    }

    private HttpResponse answer(HttpRequest request, Context context) {
        DefineCommand command = Bodies.define(request.resourceId(), request.commandId(),
                request.fields());
        return Replies.defined(defineResource.define(command, wiring.invocation(context)));
    }
}
