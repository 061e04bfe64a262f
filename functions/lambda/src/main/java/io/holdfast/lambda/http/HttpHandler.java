package io.holdfast.lambda.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.lambda.invocation.Delivery;
import io.holdfast.lambda.invocation.Execution;
import io.holdfast.lambda.invocation.Log;
import io.holdfast.lambda.invocation.Lookup;
import io.holdfast.lambda.invocation.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A function behind a route: an event of the HTTP API in, a reply out; no exception leaves it. Bad
 * input gets a 4xx that names the field; a request that no authorizer has let in gets a 403; any
 * other error gets a 500 that names nothing. Every reply carries the request's id, which is in the
 * log too.
 */
public abstract class HttpHandler implements RequestStreamHandler {
    private final Wiring wiring;

    protected HttpHandler(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        HttpRequest request = HttpRequest.unread(context.getAwsRequestId());
        HttpResponse reply;
        try {
            request = HttpEvent.read(input, request.requestId());
            reply = reply(request, context);
        } catch (InvalidInput e) {
            reply = Problem.invalid(e);
        } catch (UnmetPrecondition e) {
            reply = Problem.preconditionFailed();
        } catch (IOException e) {
            reply = Problem.invalid(new InvalidInput("event", "must be an HTTP API event"));
        } catch (RuntimeException e) {
            Log.error(context, Delivery.http(request.requestId()), e);
            reply = Problem.internal(context.getAwsRequestId());
        }
        reply.to(request).write(output);
    }

    private HttpResponse reply(HttpRequest request, Context context) {
        if (wiring.closed() && !request.authorized()) {
            return Problem.forbidden();
        }
        if (request.body().remaining() > Limits.BODY_BYTES) {
            return Problem.bodyTooLarge();
        }
        request.allowQueryParameters(queryParameters(request));
        return answer(request, context);
    }

    /** The query parameters of the request's route; any other one is rejected. */
    protected List<String> queryParameters(HttpRequest request) {
        return List.of();
    }

    /**
     * Answers a request of this route.
     *
     * @throws InvalidInput if the request breaks a rule of the route
     */
    protected abstract HttpResponse answer(HttpRequest request, Context context);

    /** Runs the command that the request asks for. */
    protected final HttpResponse execute(Command command, HttpRequest request,
            Context context) {
        return Replies.of(Execution.of(command, wiring, context,
                Delivery.http(request.requestId())));
    }

    /**
     * Reads the booking that the request asks for.
     *
     * @param reply to the caller, where the store answered
     */
    protected final HttpResponse read(BookingId id, HttpRequest request, Context context,
            Function<Image, HttpResponse> reply) {
        return replied(Set.of(id), reply,
                Lookup.of(id, wiring, context, Delivery.http(request.requestId())));
    }

    /**
     * Reads the resources that the request asks for.
     *
     * @param reply to the caller, where the store answered for all of them
     */
    protected final HttpResponse read(Set<ResourceId> ids, HttpRequest request, Context context,
            Function<Image, HttpResponse> reply) {
        return replied(Set.copyOf(ids), reply,
                Lookup.of(ids, wiring, context, Delivery.http(request.requestId())));
    }

    // What the store did not return is not absent: then nothing is known.
    private static HttpResponse replied(Set<Id> ids, Function<Image, HttpResponse> reply,
            Reading reading) {
        return switch (reading) {
            case Reading.Read(Image image) when image.showsAll(ids) -> reply.apply(image);
            case Reading.Read unread -> Problem.unavailable(Reason.STORE_ERROR);
            case Reading.NotRead(Reason reason) -> Problem.unavailable(reason);
        };
    }

    protected final Wiring wiring() {
        return wiring;
    }
}
