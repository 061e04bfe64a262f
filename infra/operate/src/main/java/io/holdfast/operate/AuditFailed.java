package io.holdfast.operate;

import org.jspecify.annotations.Nullable;

/** An audit that could not be made, whatever the reason: it says nothing about the table. */
final class AuditFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuditFailed(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
