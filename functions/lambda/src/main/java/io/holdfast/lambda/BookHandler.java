package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.json.CommandJson;
import io.holdfast.lambda.priming.Priming;

/**
 * {@code PUT /bookings/{bookingId}}: take units, all or nothing. The booking id is the command's
 * id.
 */
public final class BookHandler extends HttpHandler {
    public BookHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring().ledger(), primed -> new BookHandler(primed),
                Priming.route("{\"resourceId\":\"rehearsal\",\"units\":1}"));
    }

    public BookHandler(Wiring wiring) {
        super(wiring);
    }

    @Override
    protected HttpResponse answer(HttpRequest request, Context context) {
        request.refusePreconditions();
        BookingId booking = request.bookingId();
        if (request.namedCommand().filter(key -> !key.value().equals(booking.value()))
                .isPresent()) {
            throw new InvalidInput(HttpRequest.IDEMPOTENCY_KEY_FIELD,
                    "must be the booking's id or absent: the booking's id names its command");
        }
        return execute(CommandJson.book(booking, request.fields()), request, context);
    }
}
