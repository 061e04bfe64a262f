package io.holdfast.lambda;

import io.holdfast.lambda.http.HttpResponse;

/**
 * What a direct invocation fails with where a command is not decided yet. Invoking again with
 * the same ids decides it, so the platform's retry of an asynchronous invocation is welcome here.
 */
public final class CommandUndecided extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandUndecided(HttpResponse problem) {
        super(problem.body(), null, false, false);
    }
}
