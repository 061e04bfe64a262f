package io.holdfast.replay.input;

/** Input, or an option, that the tool refuses: exit status 2 before the first attempt is sent. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadInput(String message) {
        super(message);
    }
}
