package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Invocation;
import io.holdfast.domain.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;

/**
 * What is the same around every route: event in, reply out, and no exception ever leaves it. Bad input
 * is a 4xx that names the field; a request that no authoriser has seen is a 403; anything else is a
 * 500 that names nothing.
 */
@FunctionalInterface
interface HttpFunction {
    HttpResponse answer(HttpRequest request, Context context);

    /** A route that carries out a command. */
    static HttpFunction of(Wiring wiring, Function<HttpRequest, Command> reader) {
        return (request, context) -> {
            Command command = reader.apply(request);
            Invocation invocation = wiring.invocation(context);
            Meter meter = new Meter(wiring.ledger());
            Executed executed = new Commands(meter).execute(command, invocation);
            Log.executed(context, wiring, executed, meter, 1);
            return executed.reply(invocation.now());
        };
    }

    /** Runs one invocation. */
    default void run(Wiring wiring, InputStream input, OutputStream output, Context context)
            throws IOException {
        reply(wiring, input, context).write(output);
    }

    private HttpResponse reply(Wiring wiring, InputStream input, Context context) {
        try {
            HttpRequest request = HttpEvent.read(input);
            if (wiring.closed() && !request.authorized()) {
                return Problem.FORBIDDEN.response("No authoriser has let this request in",
                        json -> {});
            }
            return request.body().remaining() > Limits.BODY_BYTES
                    ? Problem.bodyTooLarge()
                    : answer(request, context);
        } catch (InvalidInput e) {
            return Problem.invalid(e);
        } catch (JsonProcessingException e) {
            return Problem.invalid(new InvalidInput("event", "must be an HTTP API event"));
        } catch (IOException | RuntimeException e) {
            Log.error(context, e);
            return Problem.internal(context.getAwsRequestId());
        }
    }
}
