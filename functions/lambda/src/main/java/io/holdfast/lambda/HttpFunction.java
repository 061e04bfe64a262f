package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What is the same around every HTTP handler: event in, reply out, and no exception ever leaves it.
 * Bad input is a 4xx that names the field; anything else is a 500 that names nothing.
 */
@FunctionalInterface
interface HttpFunction {
    HttpResponse answer(HttpRequest request, Context context);

    /** Runs one invocation of {@code function}. */
    static void run(HttpFunction function, InputStream input, OutputStream output,
            Context context) throws IOException {
        reply(function, input, context).write(output);
    }

    private static HttpResponse reply(HttpFunction function, InputStream input,
            Context context) {
        try {
            HttpRequest request = HttpEvent.read(input);
            return request.body().remaining() > Limits.BODY_BYTES
                    ? Problem.bodyTooLarge()
                    : function.answer(request, context);
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
