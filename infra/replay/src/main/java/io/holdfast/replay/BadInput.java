package io.holdfast.replay;

/** Input, or an option, that the tool refuses before it sends anything: exit status 2. */
final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInput(String message) {
        super(message);
    }
}
