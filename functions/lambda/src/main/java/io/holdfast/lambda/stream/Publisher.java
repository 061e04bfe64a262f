package io.holdfast.lambda.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The port to the bus that events are published on. */
@FunctionalInterface
public interface Publisher {
    /** The most entries of one call; the limit of PutEvents. */
    int MOST_ENTRIES = 10;
    /** The source of every event. */
    String SOURCE = "holdfast";

    /** The most bytes of one call, all entries together; PutEvents accepts at least that. */
    int MOST_BYTES = 256 * 1024;

    /**
     * One event as it is published.
     *
     * @param type {@code booking.held}, and the like
     * @param detail JSON text
     */
    record Entry(String type, Instant at, String detail) {
        /** An upper bound for the envelope: its JSON names, the name of the bus and the time. */
        private static final int ENVELOPE_BYTES = 1_024;

        /** Its share of {@link #MOST_BYTES}. */
        int bytes() {
            return ENVELOPE_BYTES + type.getBytes(StandardCharsets.UTF_8).length
                    + detail.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /**
     * An entry that the bus did not accept.
     *
     * @param index its place in the call
     * @param code by which the bus names the error
     * @param message the bus's own words; may be empty
     * @param malformed whether the entry itself is at fault, so that the bus never accepts it
     */
    record Refusal(int index, String code, String message, boolean malformed) {}

    /**
     * Publishes entries in one call.
     *
     * @param entries 1 to 10, of at most {@link #MOST_BYTES} together
     * @return the entries that were not accepted; a call that failed as a whole throws
     */
    Set<Refusal> publish(List<Entry> entries);
}
