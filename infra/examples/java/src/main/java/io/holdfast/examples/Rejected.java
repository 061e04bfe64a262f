package io.holdfast.examples;

/** The request is invalid, and stays so however often it is sent. */
public final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Rejected(String message) {
        super(message);
    }
}
