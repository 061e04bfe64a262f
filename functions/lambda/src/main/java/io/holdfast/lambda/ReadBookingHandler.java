package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.Reason;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.http.Replies;
import io.holdfast.lambda.invocation.Delivery;
import io.holdfast.lambda.invocation.Log;
import io.holdfast.lambda.invocation.MeteredLedger;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.priming.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** {@code GET /bookings/{bookingId}}: the booking, whatever its verdict. */
public final class ReadBookingHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final HttpHandler function;

    public ReadBookingHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring.ledger(), rehearsed -> new ReadBookingHandler(rehearsed),
                Priming.route(""));
    }

    public ReadBookingHandler(Wiring wiring) {
        this.wiring = wiring;
        this.function = this::answer;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        function.run(wiring, input, output, context);
    }

    private HttpResponse answer(HttpRequest request, Context context) {
        MeteredLedger meter = new MeteredLedger(wiring.ledger());
        return switch (meter.readBooking(request.bookingId())) {
            case Reading.Read<Optional<Booking>>(Optional<Booking> booking) -> booking
                    .map(found -> Replies.read(found, wiring.clock().instant()))
                    .orElseGet(() -> Replies.notFound(request.bookingId()));
            case Reading.NotRead<Optional<Booking>>(Reason reason) -> {
                Log.unread(context, wiring, "readBooking", "bookingId",
                        request.bookingId().value(), reason, meter,
                        Delivery.http(request.requestId()));
                yield Replies.unavailable(reason);
            }
        };
    }
}
