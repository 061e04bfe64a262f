package io.holdfast.lambda.http;

/** A condition of the request that no state can meet; the reply is 412, and nothing was done. */
final class UnmetPrecondition extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnmetPrecondition() {
        super("no entity tag is ever published", null, false, false);
    }
}
