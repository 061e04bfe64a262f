package io.holdfast.lambda;

import io.holdfast.lambda.http.Problem;

/** A direct invocation throws it on a bug or a wrong setting; only the log has the cause. */
public final class InternalFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InternalFailure(String requestId) {
        super(Problem.internal(requestId).body(), null, false, false);
    }
}
