package io.holdfast.domain.ledger;

/**
 * A request that the store did not answer, or refused for a reason other than its condition. It is
 * for the log only: no decision reads it.
 *
 * @param request the operation, such as {@code PutItem}
 * @param exception the class of the exception, and of its cause if there is one
 * @param status the HTTP status, or 0 without an answer
 * @param requestId the store's id of the request, or empty without an answer
 */
public record StoreFailure(String request, String exception, int status, String requestId) {}
