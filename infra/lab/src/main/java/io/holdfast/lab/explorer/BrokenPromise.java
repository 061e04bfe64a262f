package io.holdfast.lab.explorer;

/** A promise that does not hold in some state of a schedule. */
final class BrokenPromise extends RuntimeException {
    private static final long serialVersionUID = 1;

    private BrokenPromise(String promise) {
        super(promise);
    }

    /** Throws unless the promise is kept. */
    static void unless(boolean kept, String promise) {
        if (!kept) {
            throw new BrokenPromise(promise);
        }
    }

    String promise() {
        return String.valueOf(getMessage());
    }
}
