package io.holdfast.lab.explorer;

/** A promise that does not hold after a schedule. */
final class BrokenPromise extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String promise;

    private BrokenPromise(String promise) {
        super(promise);
        this.promise = promise;
    }

    /** Throws unless the promise is kept. */
    static void unless(boolean kept, String promise) {
        if (!kept) {
            throw new BrokenPromise(promise);
        }
    }

    String promise() {
        return promise;
    }
}
