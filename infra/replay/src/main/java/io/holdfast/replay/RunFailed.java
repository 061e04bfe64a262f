package io.holdfast.replay;

/** An error after the first attempt was sent: bookings may exist, so the exit status is 1. */
final class RunFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Exception error;

    RunFailed(Exception error) {
        super(error);
        this.error = error;
    }

    Exception error() {
        return error;
    }
}
