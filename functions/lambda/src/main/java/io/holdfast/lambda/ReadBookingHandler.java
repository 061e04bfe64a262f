package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.BookingId;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.http.Problem;
import io.holdfast.lambda.http.Replies;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.priming.Priming;

/** {@code GET /bookings/{bookingId}}: the booking, whatever its verdict. */
public final class ReadBookingHandler extends HttpHandler {
    public ReadBookingHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring().ledger(), primed -> new ReadBookingHandler(primed),
                Priming.route(""));
    }

    public ReadBookingHandler(Wiring wiring) {
        super(wiring);
    }

    @Override
    protected HttpResponse answer(HttpRequest request, Context context) {
        BookingId id = request.bookingId();
        return read(id, request, context, image -> image.booking(id)
                .map(booking -> Replies.read(booking, wiring().clock().instant()))
                .orElseGet(() -> Problem.notFound(id)));
    }
}
