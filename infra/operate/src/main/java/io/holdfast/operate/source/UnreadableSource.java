package io.holdfast.operate.source;

import org.jspecify.annotations.Nullable;

/**
 * A source that cannot be read to its end, so nothing can be said about it. The message names the
 * table, or the file and the line.
 */
public final class UnreadableSource extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableSource(String message) {
        this(message, null);
    }

    UnreadableSource(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
