package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.invocation.Command;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.json.CommandJson;
import io.holdfast.lambda.priming.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** {@code PUT /bookings/{bookingId}}: take units, all or nothing. The booking id is the command's id. */
public final class BookHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final HttpHandler function;

    public BookHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring.ledger(), rehearsed -> new BookHandler(rehearsed),
                Priming.route("{\"resourceId\":\"rehearsal\",\"units\":1}"));
    }

    public BookHandler(Wiring wiring) {
        this.wiring = wiring;
        this.function = HttpHandler.of(wiring, BookHandler::command);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        function.run(wiring, input, output, context);
    }

    private static Command command(HttpRequest request) {
        request.refusePreconditions();
        BookingId booking = request.bookingId();
        if (request.namedCommand().filter(key -> !key.value().equals(booking.value()))
                .isPresent()) {
            throw new InvalidInput(HttpRequest.IDEMPOTENCY_KEY_FIELD,
                    "must be the booking's id or absent: the booking's id names its command");
        }
        return new Command.Book(CommandJson.book(booking, request.fields()));
    }
}
