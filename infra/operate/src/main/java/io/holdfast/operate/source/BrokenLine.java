package io.holdfast.operate.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A line of a data file that is no item. */
final class BrokenLine extends IOException {
    private static final long serialVersionUID = 1L;

    private final long line;

    /** @param line of the file, from 1 */
    BrokenLine(long line, String problem, @Nullable Throwable cause) {
        super(problem, cause);
        this.line = line;
    }

    long line() {
        return line;
    }
}
