package io.holdfast.examples;

/** The request itself is wrong, and will be whenever it is sent. */
public final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Rejected(String message) {
        super(message);
    }
}
