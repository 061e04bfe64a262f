package io.holdfast.replay.input;

/** A file or an option is invalid. Until the first attempt is sent, the exit status is 2. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadInput(String message) {
        super(message);
    }
}
