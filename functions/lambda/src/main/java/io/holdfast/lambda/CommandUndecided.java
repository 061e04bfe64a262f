package io.holdfast.lambda;

import io.holdfast.lambda.http.HttpResponse;

/**
 * A direct invocation throws it for a command that is not decided yet. Invoking again with the same
 * ids decides it, so Lambda's retry of an asynchronous invocation helps here.
 */
public final class CommandUndecided extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandUndecided(HttpResponse problem) {
        super(problem.body(), null, false, false);
    }
}
