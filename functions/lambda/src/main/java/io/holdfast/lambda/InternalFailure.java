package io.holdfast.lambda;

import io.holdfast.lambda.http.Problem;

/** What a direct invocation fails with on a bug or a wrong setting; the cause is in the log alone. */
public final class InternalFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InternalFailure(String requestId) {
        super(Problem.internal(requestId).body(), null, false, false);
    }
}
