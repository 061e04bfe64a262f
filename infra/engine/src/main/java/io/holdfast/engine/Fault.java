package io.holdfast.engine;

/** What happens to one request between the SDK and the store. */
public enum Fault {
    /** The connection breaks before the request leaves: it never applies. */
    LOST,
    /** The request applies, and the connection breaks before the answer arrives. */
    ANSWER_LOST,
    /** The caller times out; the request applies at {@link Wire#deliverLate}. */
    LATE,
    /** A server error; the request did not apply. */
    SERVER_ERROR,
    /** A server error, although the request applied. */
    SERVER_ERROR_APPLIED,
    /** The store refuses it for throughput. */
    THROTTLED,
    /** The store refuses it because of another transaction on an item; writes only. */
    CONFLICT,
    /** A batch read that leaves every key unprocessed; batch reads only. */
    UNPROCESSED,
    /** A batch read that leaves the resources unprocessed; batch reads only. */
    HALF_PROCESSED,
    /** The caller lacks the permission: neither a verdict nor an outage. */
    DENIED
}
