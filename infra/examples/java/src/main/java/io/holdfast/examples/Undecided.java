package io.holdfast.examples;

/** No verdict. Ask again later with the same ids, or resolve the booking. */
public final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undecided(String message) {
        super(message);
    }
}
