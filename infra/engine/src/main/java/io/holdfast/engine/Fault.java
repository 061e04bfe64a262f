package io.holdfast.engine;

/** What can happen to one request between the SDK and the store. */
public enum Fault {
    /** The connection breaks before the request leaves: it never applies. */
    LOST,
    /** The request applies, and the connection breaks before the answer comes. */
    ANSWER_LOST,
    /** The caller gives up waiting; the request applies when the test says so. */
    LATE,
    /** A server error, and the request did not apply. */
    SERVER_ERROR,
    /** A server error, and yet the request did apply. */
    SERVER_ERROR_APPLIED,
    /** Refused for throughput. */
    THROTTLED,
    /** Refused because another transaction is under way on an item; writes only. */
    CONFLICT,
    /** A batch read that leaves every key unprocessed; batch reads only. */
    UNPROCESSED,
    /** A batch read that leaves the resources unprocessed; batch reads only. */
    HALF_PROCESSED,
    /** Refused for want of permission: neither an outcome nor an outage. */
    DENIED
}
