package io.holdfast.replay;

/** Input, or an option, that the tool refuses: exit status 2 before the first attempt is sent. */
final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInput(String message) {
        super(message);
    }
}
