package io.holdfast.lambda.http;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.protocol.Invocation;
import io.holdfast.lambda.invocation.Command;
import io.holdfast.lambda.invocation.Commands;
import io.holdfast.lambda.invocation.Delivery;
import io.holdfast.lambda.invocation.Executed;
import io.holdfast.lambda.invocation.Log;
import io.holdfast.lambda.invocation.MeteredLedger;
import io.holdfast.lambda.invocation.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;

/**
 * What is the same around every route: event in, reply out, and no exception ever leaves it. Bad input
 * is a 4xx that names the field; a request that no authorizer has seen is a 403; anything else is a
 * 500 that names nothing. Every reply carries the request's id, under which the logs have it.
 */
@FunctionalInterface
public interface HttpHandler {
    HttpResponse answer(HttpRequest request, Context context);

    /** A route that carries out a command. */
    static HttpHandler of(Wiring wiring, Function<HttpRequest, Command> reader) {
        return (request, context) -> {
            Command command = reader.apply(request);
            Invocation invocation = wiring.invocation(context);
            MeteredLedger meter = new MeteredLedger(wiring.ledger());
            Executed executed = new Commands(meter).execute(command, invocation);
            Log.executed(context, wiring, executed, meter, 1,
                    Delivery.http(request.requestId()));
            return executed.reply(invocation.now());
        };
    }

    /** Runs one invocation. */
    default void run(Wiring wiring, InputStream input, OutputStream output, Context context)
            throws IOException {
        HttpRequest request = HttpRequest.unread(context.getAwsRequestId());
        HttpResponse reply;
        try {
            request = HttpEvent.read(input, request.requestId());
            reply = reply(wiring, request, context);
        } catch (InvalidInput e) {
            reply = Problem.invalid(e);
        } catch (UnmetPrecondition e) {
            reply = Replies.unmet();
        } catch (IOException e) {
            reply = Problem.invalid(new InvalidInput("event", "must be an HTTP API event"));
        } catch (RuntimeException e) {
            Log.error(context, Delivery.http(request.requestId()), e);
            reply = Problem.internal(context.getAwsRequestId());
        }
        reply.to(request).write(output);
    }

    private HttpResponse reply(Wiring wiring, HttpRequest request, Context context) {
        if (wiring.closed() && !request.authorized()) {
            return Problem.forbidden();
        }
        if (request.body().remaining() > Limits.BODY_BYTES) {
            return Problem.bodyTooLarge();
        }
        request.refuseQueryParameters();
        return answer(request, context);
    }
}
