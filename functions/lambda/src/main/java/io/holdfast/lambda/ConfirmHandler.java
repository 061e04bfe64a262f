package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.ChangeBooking;
import io.holdfast.domain.ChangeCommand.Confirm;
import io.holdfast.domain.Invocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** {@code POST /bookings/{bookingId}/confirm}: a hold becomes a booking for good. */
public final class ConfirmHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final ChangeBooking changeBooking;

    public ConfirmHandler() {
        this(Wiring.fromEnvironment());
    }

    public ConfirmHandler(Wiring wiring) {
        this.wiring = wiring;
        this.changeBooking = new ChangeBooking(wiring.ledger());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        HttpFunction.run(this::answer, input, output, context);
    }

    private HttpResponse answer(HttpRequest request, Context context) {
        request.optionalFields().allowOnly();
        Confirm command = new Confirm(request.bookingId(), request.commandId());
        Invocation invocation = wiring.invocation(context);
        return Replies.changed(command, changeBooking.change(command, invocation),
                invocation.now());
    }
}
