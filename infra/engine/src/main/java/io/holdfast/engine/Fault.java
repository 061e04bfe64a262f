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
    /** The store refuses it because the table or the partition has no throughput left. */
    THROTTLED,
    /** The store refuses it because the caller's requests come too fast. */
    TOO_FAST,
    /** The store refuses it because of somebody's transaction on an item; single writes only. */
    CONFLICT,
    /** The store refuses it because of a write in another Region; single writes only. */
    REPLICATED_CONFLICT,
    /** The first statement is throttled, and the others apply; batches of statements only. */
    MEMBER_THROTTLED,
    /** The first statement is out of throughput, and the others apply; batches of statements. */
    MEMBER_OUT_OF_THROUGHPUT,
    /** The first statement meets a transaction, and the others apply; batches of statements only. */
    MEMBER_CONFLICT,
    /** A server error for the first statement, and the others apply; batches of statements only. */
    MEMBER_SERVER_ERROR,
    /** All statements apply, with a server error for the first; batches of statements only. */
    MEMBER_SERVER_ERROR_APPLIED,
    /** A batch read that leaves every key unprocessed; batch reads only. */
    UNPROCESSED,
    /** A batch read that leaves the resources unprocessed; batch reads only. */
    HALF_PROCESSED,
    /** The caller lacks the permission: neither a verdict nor an outage. */
    DENIED
}
