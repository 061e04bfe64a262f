package io.holdfast.domain;

/**
 * Every limit that a caller can meet, in one place; a test compares the OpenAPI document with
 * these. Past a limit the answer is an {@link InvalidInput} that names it.
 */
public final class Limits {
    /** Characters of an id: of a resource, a booking or a command. */
    public static final int ID_LENGTH = 128;
    /** Units of one line of a booking. */
    public static final long UNITS = 1_000_000;
    /** Capacity of a resource, in units. */
    public static final long CAPACITY = 1_000_000_000_000L;
    /** Lines of one booking: each is one write, and the record names a nonce for each. */
    public static final int LINES = 31;
    /** Bookings of one resource that share a write; a batch of a FIFO queue has at most 10. */
    public static final int GROUP = 25;
    /** Intents on one resource, so that its item stays small and one write can take all off. */
    public static final int INTENTS = 32;
    /** Resources of one read: the items of one batch read of the table. */
    public static final int RESOURCES_READ = 100;
    /** Code points of the caller's own reference. */
    public static final int REFERENCE_LENGTH = 256;
    /** Bytes of a request body. */
    public static final int BODY_BYTES = 64 * 1024;
    /** A version named by a caller; far beyond what a table could reach. */
    public static final long VERSION = 1_000_000_000_000_000L;
    /**
     * Verdicts of each outcome that one booking keeps: that many COMMITTED partial releases,
     * extensions and amendments together, and that many FAILED commands. A COMMITTED confirm and a
     * full release always have room.
     */
    public static final int COMMANDS = 100;
    /** COMMITTED extensions of one hold, so that nobody keeps units without confirming them. */
    public static final int EXTENSIONS = 10;
    /**
     * Resources that the lines of one booking name in its life. An amendment drops no line from the
     * record, since the line's nonce keeps an intent, so this bounds the item.
     */
    public static final int RECORDED_LINES = 100;

    /** Bookings on one page of a list. */
    public static final int LISTED = 100;

    private Limits() {}
}
