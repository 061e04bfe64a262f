package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.ChangeBooking;
import io.holdfast.domain.ChangeCommand.Release;
import io.holdfast.domain.Invocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** {@code POST /bookings/{bookingId}/release}: give units back, all or some. */
public final class ReleaseHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final ChangeBooking changeBooking;

    public ReleaseHandler() {
        this(Wiring.fromEnvironment());
    }

    public ReleaseHandler(Wiring wiring) {
        this.wiring = wiring;
        this.changeBooking = new ChangeBooking(wiring.ledger());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        HttpFunction.run(this::answer, input, output, context);
    }

    private HttpResponse answer(HttpRequest request, Context context) {
        Release command = Bodies.release(request.bookingId(), request.commandId(),
                request.optionalFields());
        Invocation invocation = wiring.invocation(context);
        return Replies.changed(command, changeBooking.change(command, invocation),
                invocation.now());
    }
}
