package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.Answer;
import io.holdfast.domain.BookCommand;
import io.holdfast.domain.BookUnits;
import io.holdfast.domain.Booking;
import io.holdfast.domain.Invocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** {@code PUT /bookings/{bookingId}}: take units, all or nothing. The booking id is the command's id. */
public final class BookHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final BookUnits bookUnits;

    public BookHandler() {
        this(Wiring.fromEnvironment());
    }

    public BookHandler(Wiring wiring) {
        this.wiring = wiring;
        this.bookUnits = new BookUnits(wiring.ledger());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        HttpFunction.run(this::answer, input, output, context);
    }

    private HttpResponse answer(HttpRequest request, Context context) {
        BookCommand command = Bodies.book(request.bookingId(), request.fields());
        Invocation invocation = wiring.invocation(context);
        Answer<Booking> answer = bookUnits.book(command, invocation);
        return Replies.booked(command.id(), answer, invocation.now());
    }
}
