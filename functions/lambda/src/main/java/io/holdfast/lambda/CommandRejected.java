package io.holdfast.lambda;

import io.holdfast.domain.InvalidInput;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.http.Problem;

/**
 * A direct invocation throws it for a command that got no verdict and, with the same input, gets
 * none later either (a command on a booking that does not exist may, once it does). The message is
 * the problem of RFC 9457 that the HTTP API would reply; nothing was done.
 */
public final class CommandRejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandRejected(HttpResponse problem) {
        // Without a stack trace: the runtime would send it to the caller.
        super(problem.body(), null, false, false);
    }

    static CommandRejected invalid(InvalidInput e) {
        return new CommandRejected(Problem.invalid(e));
    }
}
