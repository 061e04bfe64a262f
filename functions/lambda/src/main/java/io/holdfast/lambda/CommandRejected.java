package io.holdfast.lambda;

import io.holdfast.domain.InvalidInput;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.http.Problem;

/**
 * What a direct invocation fails with where the command got no verdict, and the same input never
 * will (or, for a booking that is not there, not yet). The message is the problem of RFC 9457 that
 * the HTTP API would answer with; nothing was done.
 */
public final class CommandRejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandRejected(HttpResponse problem) {
        // Without a stack trace: the runtime would hand it to the caller.
        super(problem.body(), null, false, false);
    }

    static CommandRejected invalid(InvalidInput e) {
        return new CommandRejected(Problem.invalid(e));
    }
}
